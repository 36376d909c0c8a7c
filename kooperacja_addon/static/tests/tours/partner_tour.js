import {addTour, click, openPage, see, seeFits, write} from "./steps";

const goHome = () => [
    openPage("ol.o_portal_submenu a[href='/my/kooperacja']", "go to what waits"),
    see("h2:contains('My cases')"),
    seeFits(),
];

addTour("kooperacja_partner", () => [
    see("h2:contains('My cases')"),
    seeFits(),
    openPage("a[href='/my/zadania']", "see the own tasks"),
    seeFits(),
    openPage("a[href^='/my/zadania/']:contains('Zajęcia w klubie')", "open the task"),
    seeFits(),
    openPage("button[name='reply'][value='accepted']", "take it on"),
    see(".alert-info"),
    ...goHome(),
    openPage("section a[href^='/my/sprawy/'], a[href^='/my/sprawy/']", "open the case"),
    see("#wpisy"),
    seeFits(),
    write("#entry_text", "Chłopiec był dziś w klubie"),
    openPage("#wpisy form button[type='submit']", "add the entry"),
    see("#wpisy li:contains('Chłopiec był dziś w klubie')"),
    openPage("a[href^='/my/spotkania/']", "open the call to a meeting"),
    seeFits(),
    click("details summary", "cannot come"),
    write("#reason", "Matura"),
    openPage("details form button[type='submit']", "send the answer"),
    see(".alert-info"),
]);
