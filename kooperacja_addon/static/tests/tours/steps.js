/**
 * What a person does with mouse and keyboard, as steps of a tour. Fields and buttons are
 * named as in the views, never by their labels: the tours run in any language.
 *
 * `at` says where on the screen: the page, the dialog on top, or the row being edited.
 */
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

/** Give `name` its steps, each with time enough on a machine that is busy. */
export const addTour = (name, steps) =>
    registry.category("web_tour.tours").add(name, {
        steps: () => steps().map((step) => ({timeout: 40000, ...step})),
    });

export const PAGE = ".o_action_manager";
export const DIALOG = ".modal:not(.o_inactive_modal)";

/** The field `name`. */
export const field = (name, at) => `${at} .o_field_widget[name='${name}']`;

/** The row of the list `name` that is being edited. */
export const row = (name, at = PAGE) => `${field(name, at)} .o_selected_row`;

/** The row of the list `name` in which `text` stands. */
export const rowOf = (name, text, at = PAGE) =>
    `${field(name, at)} .o_data_row:contains("${text}")`;

export const see = (trigger, content) => ({content: content || "see", trigger});

export const click = (trigger, content) => ({
    content: content || "click",
    trigger,
    run: "click",
});

// --- pages of the portal ------------------------------------------------------

/** Press what brings the next page. */
export const openPage = (trigger, content) => ({
    ...click(trigger, content),
    expectUnloadPage: true,
});

export const write = (trigger, text) => ({
    content: `write in ${trigger}`,
    trigger,
    run: `edit ${text}`,
});

/** Nothing is wider than the phone. */
export const seeFits = () => ({
    content: "nothing sticks out on the right",
    trigger: "h1",
    run() {
        const {scrollWidth, clientWidth} = document.documentElement;
        if (scrollWidth > clientWidth + 1) {
            throw new Error(`${scrollWidth} > ${clientWidth} pixels`);
        }
    },
});

// --- menus and pages ---------------------------------------------------------

/** From the apps menu, as after login: to the morning screen. */
export const openDay = (menu = "kooperacja_addon.kooperacja_menu") => [
    click(".o_navbar_apps_menu button", "open the apps menu"),
    click(`.o_app[data-menu-xmlid='${menu}']`, "choose the app"),
    see(`${PAGE} .o_kooperacja_today`),
];

const openMenu = (name) =>
    click(`[data-menu-xmlid='kooperacja_addon.${name}']:visible`, `open menu ${name}`);

/** To the list of cases, by way of the morning screen. */
export const openApp = () => [
    ...openDay(),
    openMenu("family_menu"),
    openMenu("case_menu"),
    see(`${PAGE} .o_list_view`),
];

/** Open a menu of the app; `column` is one that only the list behind it has. */
export const openList = (menus, column) => [
    ...menus.map(openMenu),
    see(`.o_list_view th[data-name='${column}']`, "see the list"),
];

/** Begin a record from a list; `name` is that of a field of its form. */
export const newRecord = (name) => [
    click(".o_control_panel_main_buttons .o_list_button_add", "New"),
    see(`${PAGE} .o_form_view ${field(name, "")}`),
];

export const openRow = (text) => [
    click(`${PAGE} .o_list_view .o_data_row:contains("${text}") .o_data_cell`),
    see(`${PAGE} .o_form_view`),
];

export const tab = (name, at = PAGE) => [
    click(`${at} .o_notebook_headers a[name='${name}']`, `open the tab ${name}`),
    see(`${at} .o_notebook_headers a.active[name='${name}']`),
];

/** Go back to the page before; `trigger` shows that it is there. */
export const back = (trigger) => [
    click(".o_breadcrumb .o_back_button", "go back"),
    see(trigger, "see the page before"),
];

/** Something that only the page of a case has. */
export const CASE = `${PAGE} .o_notebook_headers a[name='needs']`;

/** The record shown stands at this step of its road. */
export const seeState = (value, at = PAGE) =>
    see(
        `${at} .o_statusbar_status .o_arrow_button_current[data-value='${value}']`,
        `see state ${value}`
    );

export const seeNot = (selector, at = PAGE) =>
    see(`${at}:not(:has(${selector}))`, `see no ${selector}`);

/** The field `name` is there to be read, not to be written. */
export const seeReadonly = (name, at = PAGE) =>
    see(`${field(name, at)}.o_readonly_modifier`, `${name} is read-only`);

export const seeText = (name, text, at = PAGE) =>
    see(`${field(name, at)}:contains("${text}")`, `${name} says ${text}`);

export const save = (at = PAGE) => [
    click(`${at} .o_form_button_save`, "save"),
    see(`${at} .o_form_status_indicator_buttons.invisible:not(:visible)`, "saved"),
];

/** Switch the toggle in the column `cell` of the row in which `text` stands. */
export const toggle = (name, text, cell, at = PAGE) =>
    click(`${rowOf(name, text, at)} td[name='${cell}'] input`, `${cell}: ${text}`);

export const saveDialog = () => [
    click(`${DIALOG} .o_form_button_save`, "save the dialog"),
    see("body:not(:has(.modal))"),
];

export const press = (name, at = PAGE) =>
    click(`${at} button[name='${name}']:enabled`, `press ${name}`);

/** Press a button that asks first. */
export const confirm = (name) => [
    press(name),
    click(`${DIALOG} .modal-footer .btn-primary`, "confirm"),
];

/** Press a button that asks first, and is not refused. */
export const pressAndConfirm = (name) => [
    ...confirm(name),
    see("body:not(:has(.modal))"),
];

/** A refusal: the dialog says each of `sentences`; close it. */
export const refused = (...sentences) => [
    ...sentences.map((sentence) =>
        see(`.o_error_dialog [role='alert']:contains("${sentence}")`)
    ),
    click(".o_error_dialog .modal-footer .btn-primary", "close the refusal"),
    see("body:not(:has(.modal))"),
];

// --- fields ------------------------------------------------------------------

export const fill = (name, text, at = PAGE) => ({
    content: `write ${name}`,
    trigger: `${field(name, at)} .o_input`,
    run: `edit ${text}`,
});

export const fillHtml = (name, text, at = PAGE) => ({
    content: `write ${name}`,
    trigger: `${field(name, at)} .odoo-editor-editable`,
    run: `editor ${text}`,
});

/**
 * Type a part of a name, and choose it from what is offered; what was typed stands out
 * there as soon as it has been looked for.
 */
export const pick = (name, text, at = PAGE) => [
    {
        content: `type into ${name}`,
        trigger: `${field(name, at)} input.o_input`,
        run: `edit ${text}`,
    },
    click(
        `.o-autocomplete--dropdown-item:contains("${text}"):has(.fw-bold) a`,
        `choose ${text}`
    ),
    see("body:not(:has(.o-autocomplete--dropdown-menu))"),
];

/** Choose the first of what is offered before anything is typed. */
export const pickFirst = (name, at = PAGE) => [
    click(`${field(name, at)} .o_input`, `open ${name}`),
    click(
        ".o-autocomplete--dropdown-item a.dropdown-item:not(.o_loading)",
        "choose the first"
    ),
    see("body:not(:has(.o-autocomplete--dropdown-menu))"),
];

/** Note a new record from a field that names one: a dialog opens. */
export const createFrom = (name, text, at = PAGE) => [
    {
        content: `type into ${name}`,
        trigger: `${field(name, at)} .o_input`,
        run: `edit ${text}`,
    },
    click(".o_m2o_dropdown_option_create_edit a", "create and edit"),
    see(`${DIALOG} .o_form_view`),
];

/** Choose the option that stands at `index` (from 0) of a selection. */
export const choose = (name, index, at = PAGE) => [
    click(`${field(name, at)} .o_select_menu_toggler`, `open ${name}`),
    click(`.o_select_menu_item[data-choice-index='${index}']`, `choose ${name}`),
    see("body:not(:has(.o_select_menu_menu))"),
];

/** Type a day like 2018-05-01 in the last row of a list; Enter begins the next row. */
export const typeDate = (name, day, at) => [
    click(`${field(name, at)} .o_input`, `open ${name}`),
    {
        content: `write ${name}`,
        trigger: `${field(name, at)} input.o_input`,
        run: ({edit}) => edit(formatDate(deserializeDate(day))),
    },
    {
        content: `leave ${name}`,
        trigger: `${field(name, at)} input.o_input`,
        run: "press Enter",
    },
    see("body:not(:has(.o_datetime_picker))"),
];

/**
 * Choose the 15th of the month that comes `months` after this one. In a row the calendar
 * opens again at once; it goes with the next click.
 */
export const pickMid = (name, months, at = PAGE) => [
    click(`${field(name, at)} .o_input`, `open ${name}`),
    ...Array.from({length: months}, () => click(".o_datetime_picker .o_next", "next")),
    click(".o_date_item_cell:not(.o_out_of_range):text(15)", `choose ${name}`),
];

/** Choose the day that comes `days` after today. */
export const pickDay = (name, days, at = PAGE) => [
    click(`${field(name, at)} .o_input`, `open ${name}`),
    {
        content: `choose the day of ${name}`,
        trigger: ".o_date_item_cell.o_today",
        run({click: clickOn, queryAll}) {
            const cells = queryAll(".o_date_item_cell");
            return clickOn(cells[cells.indexOf(this.anchor) + days]);
        },
    },
];

/** The same where the time of the day belongs to it: it stays at the next full hour. */
export const pickMoment = (name, days, at = PAGE) => [
    ...pickDay(name, days, at),
    click(".o_datetime_buttons .btn-primary", "apply"),
    see("body:not(:has(.o_datetime_picker))"),
];

/**
 * Begin a new row of the list `name`, or open the dialog for it. Whoever types before
 * the row is there would type into the one before.
 */
export const addRow = (name, at = PAGE) => ({
    content: `add to ${name}`,
    trigger: `${field(name, at)} .o_field_x2many_list_row_add a`,
    async run({click: clickOn, queryAll, waitUntil}) {
        const rows = `${field(name, at)} .o_data_row`;
        const dialogs = queryAll(".modal").length;
        const before = queryAll(rows).length;
        await clickOn();
        await waitUntil(
            () =>
                queryAll(".modal").length > dialogs ||
                (queryAll(rows).length > before &&
                    queryAll(rows).at(-1).classList.contains("o_selected_row")),
            {timeout: 20000}
        );
    },
});

/** Edit the cell `cell` of the row in which `text` stands. */
export const editCell = (name, text, cell, at = PAGE) => ({
    content: `edit ${cell} of ${text}`,
    trigger: `${rowOf(name, text, at)} td[name='${cell}']`,
    async run({click: clickOn, waitUntil}) {
        const edited = this.anchor.closest("tr");
        await clickOn();
        await waitUntil(() => edited.classList.contains("o_selected_row"), {
            timeout: 20000,
        });
    },
});
