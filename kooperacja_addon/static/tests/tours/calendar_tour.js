import {
    addTour,
    click,
    field,
    openApp,
    openList,
    openRow,
    PAGE,
    press,
    save,
    see,
} from "./steps";
import {formatDateTime, parseDateTime} from "@web/core/l10n/dates";

/** A member of the team puts the meeting off by a day in Odoo's own calendar. */
addTour("kooperacja_calendar", () => {
    let shown = "";
    return [
        ...openApp(),
        ...openList(["meeting_menu"], "place_id"),
        ...openRow("/0001"),
        see(`${field("start", PAGE)}:not(:has(.o_input))`, "may only read it"),
        press("action_open_event"),
        see(`${PAGE} .alert ${field("kooperacja_meeting_ids", "")}`),
        see("body:not(:contains('Abramowicz'))"),
        click(`${field("start", PAGE)} .o_input[data-field='start']`),
        {
            content: "write a time one day and one hour later",
            trigger: `${field("start", PAGE)} input[data-field='start']`,
            run({edit}) {
                const start = parseDateTime(this.anchor.value);
                return edit(formatDateTime(start.plus({days: 1, hours: 1})));
            },
        },
        {
            content: "leave the field",
            trigger: `${field("start", PAGE)} input[data-field='start']`,
            run: "press Tab",
        },
        ...save(),
        {
            content: "remember when the event begins",
            trigger: `${field("start", PAGE)} button[data-field='start']`,
            run() {
                shown = this.anchor.textContent.trim();
            },
        },
        click(".o_breadcrumb .o_back_button", "go back to the meeting"),
        see(`${PAGE} ${field("minutes_text", "")}, ${PAGE} a[name='minutes']`),
        {
            content: "see the new time in the meeting",
            trigger: `${field("start", PAGE)} span`,
            run({waitUntil}) {
                return waitUntil(() => this.anchor.textContent.trim() === shown, {
                    timeout: 20000,
                });
            },
        },
    ];
});
