import {
    addRow,
    addTour,
    choose,
    click,
    editCell,
    fill,
    newRecord,
    openApp,
    openList,
    PAGE,
    pick,
    pickDay,
    press,
    pressAndConfirm,
    row,
    rowOf,
    save,
    see,
    tab,
} from "./steps";

const MEMBERS = [
    ["OPS Sosnowo", "Pan coordinator_1"],
    ["Szkoła Podstawowa w Sosnowie", "Pan member_a"],
    ["Posterunek Policji w Sosnowie", "Pan member_b"],
    ["Biblioteka w Sosnowie", "Anna Lis"],
];

addTour("kooperacja_partnership", () => [
    ...openApp(),
    ...openList(["partnership_root_menu", "institution_menu"], "institution_tier"),
    ...newRecord("institution_hours"),
    fill("name", "Biblioteka w Sosnowie"),
    ...choose("institution_tier", 0),
    ...choose("institution_sector", 0),
    fill("phone", "500 600 700"),
    fill("institution_hours", "pn.-pt. 9-17"),
    addRow("child_ids"),
    fill("name", "Anna Lis", row("child_ids")),
    fill("function", "dyrektorka", row("child_ids")),
    fill("responsible_for", "zajęcia po lekcjach", row("child_ids")),
    ...save(),
    see(rowOf("child_ids", "Anna Lis")),

    ...openList(["partnership_root_menu", "partnership_menu"], "member_count"),
    ...newRecord("initiation"),
    fill("name", "Partnerstwo nad Sosną"),
    ...MEMBERS.flatMap(([institution, person]) => [
        addRow("member_ids"),
        ...pick("institution_id", institution, row("member_ids")),
        ...pick("representative_id", person, row("member_ids")),
    ]),
    ...save(),

    press("action_new_agreement"),
    see(rowOf("signatory_ids", "Biblioteka w Sosnowie")),
    ...pickDay("signed_on", 0),
    ...MEMBERS.flatMap(([institution], index) =>
        index === 2
            ? [
                  editCell("signatory_ids", institution, "state"),
                  ...choose("state", 2, row("signatory_ids")),
                  fill("reason", "brak ludzi", row("signatory_ids")),
              ]
            : [
                  editCell("signatory_ids", institution, "state"),
                  ...choose("state", 1, row("signatory_ids")),
              ]
    ),
    ...save(),
    ...pressAndConfirm("action_sign"),
    see(`${PAGE} .o_statusbar_status .o_arrow_button_current[data-value='signed']`),
    see(`${PAGE} .o_field_widget[name='signed_document'] a:contains("porozumienie")`),
    see(`${PAGE} .o_field_widget[name='name'].o_readonly_modifier`),
    see(`${PAGE}:not(:has(button[name='action_sign']))`),
    ...tab("text"),
    see(`${PAGE} .o_field_widget[name='text'].o_readonly_modifier`),
    click(".o_menu_brand"),
    see(".o_kooperacja_today"),
]);
