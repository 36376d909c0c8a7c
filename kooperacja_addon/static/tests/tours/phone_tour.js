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

const openDay = () => [
    click(".o_menu_toggle", "open the side bar"),
    click(".o_sidebar_topbar a.btn-primary", "show all apps"),
    click(
        ".o_app_menu_sidebar .o_app[data-menu-xmlid='kooperacja_addon.kooperacja_menu']",
        "choose the app"
    ),
    see(`${PAGE} .o_kooperacja_today`),
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
const seeFits = (page = ".o_content") => ({
    content: "nothing sticks out on the right",
    trigger: `${PAGE} ${page}`,
    run() {
        const content = document.querySelector(page);
        if (content.scrollWidth > content.clientWidth + 1) {
            throw new Error(`${content.scrollWidth} > ${content.clientWidth} pixels`);
        }
    },
});

const openApp = () => [
    ...openDay(),
    seeFits(".o_kooperacja_today"),
    ...openMenu("case_menu"),
    see(`${PAGE} .o_kanban_view`),
];

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

/** The button of the card `task` that marks it, by its place. */
const mark = (task, place) =>
    click(
        `${field("line_ids", PAGE)} .o_kanban_record:contains("${task}") ` +
            `button[name='action_mark']:eq(${place})`,
        `mark ${task}`
    );

const UNDER_WAY = 0;
const STUCK = 1;
const DONE = 2;

const seeMarked = (task, color) =>
    see(
        `${field("line_ids", PAGE)} .o_kanban_record:contains("${task}") .btn-${color}`,
        `${task} is marked`
    );

/** Count each tap, and each field that is typed into, from here on. */
const startCounting = (counted) => ({
    content: "start counting",
    trigger: PAGE,
    run() {
        let typed = null;
        counted.acts = 0;
        document.addEventListener(
            "pointerdown",
            () => {
                counted.acts += 1;
                typed = null;
            },
            true
        );
        document.addEventListener(
            "input",
            ({target}) => {
                if (
                    target !== typed &&
                    target.matches("input[type='text'], textarea")
                ) {
                    counted.acts += 1;
                    typed = target;
                }
            },
            true
        );
    },
});

const seeNoMoreActsThan = (counted, most) => ({
    content: `at most ${most} taps and keystroke groups`,
    trigger: PAGE,
    run() {
        if (!(counted.acts > 5 && counted.acts <= most)) {
            throw new Error(`${counted.acts} acts, at most ${most} are allowed`);
        }
    },
});

/** One task asks for no more than `most` things. */
const seeInputs = (most) => ({
    content: "count what one task asks for",
    trigger: `${DIALOG} .o_form_view`,
    run() {
        const inputs = document.querySelectorAll(
            `${DIALOG} .o_form_view .o_field_widget:not(.o_readonly_modifier)`
        ).length;
        if (!(inputs > 1 && inputs <= most)) {
            throw new Error(`${inputs} inputs for a task, at most ${most} are allowed`);
        }
    },
});

const fiveTasks = (counted) => [
    ...openApp(),
    ...openMenu("report_menu"),
    startCounting(counted),
    tap("/0001"),
    see(`${PAGE} .o_form_view ${field("line_ids", "")} .o_kanban_record`),
    seeFits(),
    mark("Zadanie 1", DONE),
    seeMarked("Zadanie 1", "success"),
    mark("Zadanie 2", DONE),
    seeMarked("Zadanie 2", "success"),
    mark("Zadanie 3", UNDER_WAY),
    seeMarked("Zadanie 3", "info"),
    mark("Zadanie 4", UNDER_WAY),
    seeMarked("Zadanie 4", "info"),
    mark("Zadanie 5", STUCK),
    click(`${field("obstacle_id", DIALOG)} .o_radio_item:first input`, "what hinders"),
    fill("obstacle", "Autobus nie jeździ", DIALOG),
    click(`${DIALOG} .modal-footer .btn-primary`, "save the dialog"),
    see("body:not(:has(.modal))"),
    seeText("line_ids", "Autobus nie jeździ"),
    press("action_submit"),
    seeNot("button[name='action_submit']"),
];

addTour("kooperacja_phone_five_tasks", () => {
    const counted = {};
    return [
        ...fiveTasks(counted),
        seeNoMoreActsThan(counted, 12),
        press("action_take_back"),
        tap("Zadanie 5", field("line_ids", PAGE)),
        seeInputs(3),
        click(`${DIALOG} .o_form_button_cancel`, "close"),
        see("body:not(:has(.modal))"),
    ];
});

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
