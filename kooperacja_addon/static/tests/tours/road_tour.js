import {
    addTour,
    back,
    CASE,
    click,
    DIALOG,
    field,
    fill,
    newRecord,
    openApp,
    openDay,
    openRow,
    PAGE,
    pick,
    pickDay,
    press,
    pressAndConfirm,
    save,
    see,
    seeNot,
    seeState,
    seeText,
    tab,
} from "./steps";

const FAMILY = "Malec";
const PCPR = "PCPR w Lipnie";
const NAMED = "Pan past_member";

const lineOf = (text) => `${PAGE} .o_list_view .o_data_row:contains("${text}")`;
const rowOfDay = (text) =>
    `${PAGE} .o_kooperacja_today .list-group-item:contains("${text}")`;

/** A teacher reports a need: who may add and not change has a button to save. */
addTour("kooperacja_road_report", () => [
    ...newRecord("need"),
    seeNot("button[name='action_take']"),
    fill("first_name", "Halina"),
    fill("last_name", FAMILY),
    fill("need", "Siedem osób w jednym pokoju"),
    ...pick("problem_id", "Poverty"),
    click(`${PAGE} .o_form_button_save`, "save"),
    seeText("number", "/"),
    seeState("new"),
]);

/** The coordinator of the gmina takes it and gives it to a worker. */
addTour("kooperacja_road_take", () => [
    ...openRow(FAMILY),
    ...pick("worker_id", "Pan worker_a"),
    press("action_take"),
    see(CASE),
    seeText("coordinator_id", "Pan worker_a"),
]);

/** The worker calls a team, lays a matter before an authority, notes what is missing. */
addTour("kooperacja_road_team", () => [
    ...openApp(),
    ...openRow(FAMILY),
    ...tab("team"),
    press("action_propose_team"),
    click(`${lineOf(PCPR)} button[name='action_invite']`, "invite"),
    see(`${lineOf(PCPR)}:not(:has(button[name='action_invite']))`, "it is invited"),
    ...back(CASE),
    ...tab("matters"),
    press("action_new_escalation"),
    fill("name", "Terapia po południu"),
    ...pick("partner_id", PCPR),
    fill("text", "Terapia jest tylko rano, a rodzice pracują."),
    ...pressAndConfirm("action_send"),
    seeState("sent"),
    ...back(CASE),
    ...tab("matters"),
    press("action_propose_gaps"),
    click(`${lineOf("Debt")} button[name='action_note']`, "put it on the list"),
    see(`${lineOf("Debt")}:not(:has(button[name='action_note']))`, "it is there"),
]);

/** The director reads the matter on her morning screen, and delegates a worker. */
addTour("kooperacja_road_director", () => [
    ...openDay(),
    click(rowOfDay("authority"), "open the matter"),
    seeText("text", "Terapia jest tylko rano"),
    seeNot("button[name='action_answer']"),
    ...back(rowOfDay("worker")),
    click(rowOfDay("worker"), "open the request"),
    press("action_accept"),
    ...pick("partner_id", NAMED, DIALOG),
    ...pick("substitute_id", "Pan future_member", DIALOG),
    press("action_answer", DIALOG),
    see("body:not(:has(.modal))"),
    seeState("accepted"),
]);

/** The worker puts the delegated colleague on the team. */
addTour("kooperacja_road_join", () => [
    ...openApp(),
    ...openRow(FAMILY),
    ...tab("team"),
    press("action_propose_team"),
    click(`${lineOf(PCPR)} button[name='action_join']`, "put on the team"),
    see(`${lineOf(PCPR)}:not(:has(button[name='action_join']))`, "on the team"),
    ...back(CASE),
    ...tab("team"),
    see(`${field("member_ids", PAGE)} .o_data_row:contains("${NAMED}")`),
]);

/** Months after the end the worker looks back; nothing else of the evaluation moves. */
addTour("kooperacja_road_look_back", () => [
    click(`${PAGE} .o_list_view .o_data_row .o_data_cell`, "open the evaluation"),
    see(`${PAGE} .o_form_view`),
    ...tab("followup"),
    ...pickDay("followup_on", 0),
    click(`${field("followup_result", PAGE)} input[data-value='holds']`, "it holds"),
    fill("followup_note", "Mieszkają razem, dzieci chodzą do szkoły."),
    ...save(),
    seeNot(`${field("decision", "")} .o_select_menu_toggler`),
]);
