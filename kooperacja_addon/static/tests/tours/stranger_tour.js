import {addTour, click, DIALOG, openApp, openList, see, seeNot} from "./steps";

/** Somebody on another team sees that team's case, and nothing of this family. */
addTour("kooperacja_other_member", () => [
    ...openApp(),
    see(".o_list_view .o_data_row:contains('Borkowski')"),
    seeNot(".o_data_row:contains('Nowic')"),
    ...openList(["mine_menu", "report_menu"], "submitted_on"),
    seeNot(".o_data_row + .o_data_row"),
]);

/** Who left the team yesterday has an empty list. */
addTour("kooperacja_past_member", () => [
    ...openApp(),
    see(".o_view_nocontent"),
    seeNot(".o_data_row"),
    click("[data-menu-xmlid='kooperacja_addon.family_menu']:visible"),
    click("[data-menu-xmlid='kooperacja_addon.household_menu']:visible"),
    see(`${DIALOG} [name='words'] input`),
    seeNot(`${DIALOG} .o_data_row`),
    click(`${DIALOG} button[name='action_mine']`, "own families"),
    see(".o_list_view th[data-name='person_count']"),
    see(".o_view_nocontent"),
    seeNot(".o_data_row"),
]);

const NOT_OURS = "body:not(:contains('Abramowicz')):not(:contains('Borkowski'))";

/** An employee of the municipality does not have the app. */
addTour("kooperacja_employee", () => [
    click(".o_navbar_apps_menu button", "open the apps menu"),
    see(".o_app[data-menu-xmlid='calendar.mail_menu_calendar']"),
    see("body:not(:has([data-menu-xmlid^='kooperacja_addon.']))"),
    see(NOT_OURS),
]);

/** An employee who was sent an address of the app is refused. */
addTour("kooperacja_employee_refused", () => [
    see(".o_error_dialog [role='alert']"),
    see(NOT_OURS),
    {
        content: "close the refusals: the list and the record are refused each",
        trigger: `${DIALOG} .modal-footer .btn-primary`,
        async run({queryAll, waitUntil}) {
            await waitUntil(
                () => {
                    queryAll(`${DIALOG} .modal-footer .btn-primary`).at(0)?.click();
                    return !queryAll(".modal").length;
                },
                {timeout: 20000}
            );
        },
    },
    see("body:not(:has(.o_form_view, .o_data_row, .o_kanban_record))"),
    see(NOT_OURS),
]);
