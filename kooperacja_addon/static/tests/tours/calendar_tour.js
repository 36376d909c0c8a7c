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

const EVENT = ".fc-dayGridMonth-view .fc-event:contains('/0001')";

const openCalendar = () => [
    click(".o_navbar_apps_menu button", "open the apps menu"),
    click(
        ".o_app[data-menu-xmlid='calendar.mail_menu_calendar']",
        "choose the calendar"
    ),
    see(".o_calendar_renderer .fc-event, .o_calendar_renderer .fc-day"),
    click(".o_calendar_header .scale_button_selection", "choose how much is shown"),
    click(".o-dropdown--menu .o_scale_button_month", "show the month"),
    see(".o_calendar_renderer .fc-dayGridMonth-view"),
    see(EVENT),
];

/** The day beside that of the event, in the same week. */
const beside = (event) => {
    const day = event.closest(".fc-daygrid-day");
    return day.nextElementSibling || day.previousElementSibling;
};

const frame = () => new Promise((done) => requestAnimationFrame(done));

/** Drag with the mouse, as the calendar listens to it: down, moves, up. */
const dragTo = async (from, to) => {
    const middle = (element) => {
        const {x, y, width, height} = element.getBoundingClientRect();
        return {clientX: x + width / 2, clientY: y + height / 2};
    };
    const fire = async (target, type, place) => {
        target.dispatchEvent(
            new MouseEvent(type, {
                bubbles: true,
                cancelable: true,
                button: 0,
                view: window,
                ...place,
            })
        );
        await frame();
    };
    const [start, end] = [middle(from), middle(to)];
    await fire(from, "mousedown", start);
    for (const part of [0.3, 0.6, 1, 1]) {
        await fire(document, "mousemove", {
            clientX: start.clientX + (end.clientX - start.clientX) * part,
            clientY: start.clientY + (end.clientY - start.clientY) * part,
        });
    }
    await fire(document, "mouseup", end);
};

/** Who coordinates takes the meeting to the day beside it with the mouse. */
addTour("kooperacja_calendar_drag", () => [
    ...openCalendar(),
    {
        content: "drag the meeting to another day",
        trigger: EVENT,
        async run() {
            const target = beside(this.anchor);
            await dragTo(this.anchor, target);
            document.body.dataset.kooperacjaDay = target.dataset.date;
        },
    },
    {
        content: "see it there",
        trigger: "body[data-kooperacja-day]",
        async run({waitUntil}) {
            const day = document.body.dataset.kooperacjaDay;
            await waitUntil(
                () =>
                    document.querySelector(
                        `.fc-daygrid-day[data-date='${day}'] .fc-event`
                    ),
                {timeout: 20000}
            );
        },
    },
    ...openApp(),
]);

/** Who coordinates deletes it there. */
addTour("kooperacja_calendar_delete", () => [
    ...openCalendar(),
    click(EVENT),
    click(".o_cw_popover .o_cw_popover_delete", "delete"),
    {
        ...click(
            ".modal .modal-footer button[name='action_delete']",
            "and send nothing"
        ),
        expectUnloadPage: true,
    },
    see(".o_calendar_renderer:not(:has(.fc-event:contains('/0001')))"),
]);
