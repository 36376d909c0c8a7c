import {
    addRow,
    back,
    CASE,
    choose,
    confirm,
    DIALOG,
    editCell,
    fill,
    openApp,
    openRow,
    PAGE,
    pick,
    pickDay,
    pickMid,
    press,
    pressAndConfirm,
    refused,
    row,
    rowOf,
    save,
    saveDialog,
    see,
    seeNot,
    seeReadonly,
    seeState,
    seeText,
    tab,
    toggle,
} from "./steps";
import {registry} from "@web/core/registry";

// Places of options in their lists.
const TOOK_PART = 0;
const MOSTLY_REACHED = 3;
const REACHED = 4;
const SLIGHT = 0;
const CLOSE = 2;
const GOALS_REACHED = 0;

const monitor = () => [
    ...tab("monitoring"),
    press("action_new_monitoring"),
    seeText("line_ids", "Jaś jest zapisany"),
    seeText("line_ids", "mama odprowadza"),
    ...confirm("action_approve"),
    ...refused("Say whether the family took part"),
    ...choose("family_presence", TOOK_PART),
    fill("situation", "Spokojniej w domu"),
    fill("conclusions", "Dodać pomoc w lekcjach"),
    ...save(),
    ...pressAndConfirm("action_approve"),
    seeState("approved"),
    seeReadonly("situation"),
    seeText("signed_document", "monitoring-"),
    ...back(CASE),
];

const changePlan = () => [
    ...tab("plan"),
    press("action_new_plan"),
    seeState("draft"),
    see(rowOf("goal_ids", "Jaś chodzi do świetlicy")),
    addRow("goal_ids"),
    fill("name", "Jaś nadrabia matematykę", DIALOG),
    addRow("task_ids", DIALOG),
    fill("name", "Lekcje z wolontariuszem", row("task_ids", DIALOG)),
    ...pick("member_id", "Pan member_a", row("task_ids", DIALOG)),
    ...pickMid("date_to", 3, row("task_ids", DIALOG)),
    ...saveDialog(),
    ...pickDay("signed_on", 0),
    ...tab("signatures"),
    press("action_fill_signatures"),
    toggle("signature_ids", "Maria Nowicka", "signed"),
    ...save(),
    ...confirm("action_sign"),
    ...refused("Say why the plan was changed."),
    fill("change_reason", "Jaś potrzebuje pomocy w matematyce"),
    ...save(),
    ...pressAndConfirm("action_sign"),
    seeState("signed"),
    ...back(CASE),
];

const evaluate = () => [
    ...tab("evaluation"),
    press("action_new_evaluation"),
    editCell("goal_line_ids", "Jaś chodzi do świetlicy", "level"),
    ...choose("level", REACHED, row("goal_line_ids")),
    editCell("goal_line_ids", "Jaś nadrabia matematykę", "level"),
    ...choose("level", MOSTLY_REACHED, row("goal_line_ids")),
    ...tab("needs"),
    editCell("need_line_ids", "Jaś nie ma gdzie być", "after"),
    ...choose("after", SLIGHT, row("need_line_ids")),
    ...tab("decision"),
    ...choose("decision", CLOSE),
    ...choose("closing_reason", GOALS_REACHED),
    ...pick("participant_ids", "Pan worker_a"),
    ...pick("participant_ids", "Pan member_a"),
    fill("family_view", "Jest lżej"),
    fill("conclusions", "Można kończyć"),
    ...save(),
    ...pressAndConfirm("action_approve"),
    seeState("approved"),
    seeReadonly("conclusions"),
    press("action_close_case"),
    seeNot("button[name='action_close_case']"),
    ...back(CASE),
];

const seeClosed = () => [
    seeState("closed"),
    seeNot("button[name='action_next_stage']"),
    ...tab("needs"),
    seeReadonly("qualification"),
    seeNot(".o_field_x2many_list_row_add"),
    ...tab("plan"),
    seeNot("button[name='action_new_plan']"),
    ...tab("meetings"),
    seeNot("button[name='action_plan_meeting']"),
];

const reopen = () => [
    press("action_reopen"),
    fill("reason", "Rodzina prosi o dalszą pomoc", DIALOG),
    press("action_reopen", DIALOG),
    see("body:not(:has(.modal))"),
    seeState("evaluation"),
    see(`${PAGE} button[name='action_next_stage']`),
    ...tab("entries"),
    see(rowOf("entry_ids", "Rodzina prosi o dalszą pomoc")),
];

registry.category("web_tour.tours").add("kooperacja_evaluation", {
    steps: () => [
        ...openApp(),
        ...openRow("Nowiccy"),
        press("action_next_stage"),
        seeState("monitoring"),
        ...monitor(),
        ...changePlan(),
        press("action_next_stage"),
        ...refused("Begin the evaluation."),
        ...evaluate(),
        ...seeClosed(),
        ...reopen(),
    ],
});
