import {
    addTour,
    CASE,
    DIALOG,
    fill,
    openApp,
    openRow,
    PAGE,
    pick,
    press,
    see,
    seeNot,
    seeReadonly,
    seeText,
} from "./steps";

const FAMILY = "Abramowiczowie";

/** The worker hands the case over; it is gone from the list, and going back is refused. */
addTour("kooperacja_handover", () => [
    ...openApp(),
    ...openRow(FAMILY),
    seeReadonly("coordinator_id"),
    press("action_hand_over"),
    ...pick("to_partner_id", "Pan worker_b", DIALOG),
    fill("reason", "Zmiana stanowiska", DIALOG),
    seeText("moves", "2", DIALOG),
    press("action_hand_over", DIALOG),
    see(`${PAGE} .o_list_view`, "see the list of cases that are left"),
    seeNot(`.o_data_row:contains("${FAMILY}")`),
    {
        content: "go back to the case",
        trigger: PAGE,
        run: () => history.back(),
    },
    see(".o_error_dialog", "see the refusal"),
]);

/** The successor finds the case, reads the briefing, confirms, and goes on. */
addTour("kooperacja_handover_taken", () => [
    ...openApp(),
    ...openRow(FAMILY),
    press("action_read_briefing"),
    seeText("briefing", "Abramowicz"),
    press("action_confirm"),
    seeNot("button[name='action_confirm']"),
    press("action_open_case"),
    see(CASE),
    see(`${PAGE} button[name='action_next_stage']`),
    seeNot("button[name='action_read_briefing']"),
]);
