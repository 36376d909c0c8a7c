import {
    addTour,
    click,
    DIALOG,
    field,
    fill,
    PAGE,
    press,
    see,
    seeNot,
    seeReadonly,
    seeText,
    tab,
} from "./steps";

const openApp = () => [
    click(".o_menu_toggle", "open the side bar"),
    click(".o_sidebar_topbar a.btn-primary", "show all apps"),
    click(
        ".o_app_menu_sidebar .o_app[data-menu-xmlid='kooperacja_addon.kooperacja_menu']",
        "choose the app"
    ),
    see(`${PAGE} .o_kanban_view`),
];

const openMenu = (name) => [
    click(".o_menu_toggle", "open the side bar"),
    click(
        `.o_app_menu_sidebar [data-menu-xmlid='kooperacja_addon.${name}']`,
        `open menu ${name}`
    ),
    see("body:not(:has(.o_app_menu_sidebar))"),
];

/** Tap the card on which `text` stands. */
const tap = (text, at = PAGE) =>
    click(`${at} .o_kanban_record:contains("${text}")`, `tap ${text}`);

/** Nothing is wider than the phone. */
const seeFits = () => ({
    content: "nothing sticks out on the right",
    trigger: `${PAGE} .o_form_view`,
    run() {
        const content = document.querySelector(".o_content");
        if (content.scrollWidth > content.clientWidth + 1) {
            throw new Error(`${content.scrollWidth} > ${content.clientWidth} pixels`);
        }
    },
});

addTour("kooperacja_phone_member", () => [
    ...openApp(),
    tap("Abramowicz"),
    see(`${PAGE} .o_form_view`),
    seeReadonly("qualification"),
    seeFits(),
    ...openMenu("report_menu"),
    tap("/0001"),
    see(`${PAGE} .o_form_view ${field("line_ids", "")} .o_kanban_record`),
    seeFits(),
    tap("Zadanie rzeczya", field("line_ids", PAGE)),
    click(`${field("status", DIALOG)} input[data-value='done']`, "done"),
    fill("done", "Byłam u rodziny", DIALOG),
    click(`${DIALOG} .o_form_button_save`, "save the dialog"),
    see("body:not(:has(.modal))"),
    seeText("line_ids", "Byłam u rodziny"),
    press("action_submit"),
    seeNot("button[name='action_submit']"),
    seeReadonly("line_ids"),
]);

addTour("kooperacja_phone_coordinator", () => [
    ...openApp(),
    tap("Abramowicz"),
    see(`${PAGE} .o_form_view`),
    seeText("need_ids", "Brak rzeczya"),
    seeFits(),
    ...tab("team"),
    seeText("member_ids", "Pan member_a"),
    seeFits(),
    ...tab("plan"),
    see(`${field("plan_ids", PAGE)}`),
    seeFits(),
    ...tab("entries"),
    seeText("entry_ids", "Rozmowa o rzeczya"),
    seeFits(),
]);
