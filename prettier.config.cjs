/** @type {import('prettier').Config} */
module.exports = {
  // resolved here, so that it is also found where node_modules is not beside this file
  plugins: [require.resolve("@prettier/plugin-xml")],
  bracketSpacing: false,
  printWidth: 88,
  proseWrap: "always",
  semi: true,
  trailingComma: "es5",
  xmlWhitespaceSensitivity: "preserve",
};
