import {
    addTour,
    choose,
    click,
    confirm,
    DIALOG,
    editCell,
    fill,
    fillHtml,
    openApp,
    openList,
    openRow,
    PAGE,
    pick,
    pickMoment,
    press,
    pressAndConfirm,
    row,
    rowOf,
    save,
    see,
    seeNot,
    seeState,
    tab,
} from "./steps";

const NO_DIALOG = see("body:not(:has(.modal))", "the dialog is closed");

/** Buttons that open a dialog by an action have no name of their own. */
const openDialog = (label) => [
    click(`${PAGE} .o_statusbar_buttons button:contains("${label}")`, `open ${label}`),
    see(`${DIALOG} .o_form_view`),
];

const openPartnership = () => [
    ...openList(["partnership_root_menu", "partnership_menu"], "member_count"),
    ...openRow("Partnerstwo Sosnowo"),
];

addTour("kooperacja_meeting_of_directors", () => [
    ...openApp(),
    ...openPartnership(),
    ...tab("meetings"),
    click(`${PAGE} button:contains("Plan a meeting")`, "plan a meeting"),
    see(`${PAGE} .o_field_widget[name='reply_by']`),
    ...pickMoment("start", 0),
    ...save(),
    press("action_add_uninvited"),
    see(rowOf("attendance_ids", "PCPR w Lipnie")),
    seeNot("button[name='action_add_uninvited']:visible"),

    ...openDialog("Remind the invited"),
    see(rowOf("attendance_ids", "PCPR w Lipnie", DIALOG)),
    press("action_note", DIALOG),
    NO_DIALOG,
    see(
        `${rowOf("attendance_ids", "PCPR w Lipnie")} td[name='reminded_on']:not(:empty)`
    ),

    editCell("attendance_ids", "PCPR w Lipnie", "status"),
    ...choose("status", 1, row("attendance_ids")),
    ...save(),
    press("action_hold"),
    seeState("held"),
    ...tab("minutes"),
    fillHtml("minutes_text", "Ustalono treść porozumienia"),
    ...save(),
    ...pressAndConfirm("action_approve"),
    seeState("approved"),
]);

addTour("kooperacja_agreement_in_force", () => [
    ...openApp(),
    ...openList(["partnership_root_menu", "agreement_menu"], "signed_count"),
    ...openRow("Partnerstwo Sosnowo"),
    click(".o_notebook a[name='remarks']", "the remarks"),
    click(
        ".o_field_widget[name='remark_ids'] .o_field_x2many_list_row_add a",
        "add a remark"
    ),
    see(`${DIALOG} .modal-title:contains(/^Add a remark$/)`),
    click(`${DIALOG} .o_form_button_cancel`, "no remark after all"),
    NO_DIALOG,
    click(".o_notebook a[name='signatories']", "the signatories"),
    ...confirm("action_sign"),
    seeState("signed"),

    ...openDialog("Accession"),
    ...pick("institution_id", "Przychodnia w Sosnowie", DIALOG),
    fill("representative", "Ewa Gęś", DIALOG),
    press("action_accede", DIALOG),
    NO_DIALOG,
    see(rowOf("signatory_ids", "Przychodnia w Sosnowie")),

    ...openDialog("Copies"),
    press("action_note", DIALOG),
    NO_DIALOG,

    click(
        `${rowOf("signatory_ids", "Przychodnia w Sosnowie")} button[name='action_leave']`,
        "the institution leaves"
    ),
    see(`${DIALOG} .o_field_widget[name='reason']`),
    fill("reason", "zamknięcie", DIALOG),
    press("action_leave", DIALOG),
    NO_DIALOG,

    ...openDialog("End"),
    fill("reason", "nowe zasady", DIALOG),
    press("action_end", DIALOG),
    NO_DIALOG,
    seeState("ended"),
]);
