import {
    addTour,
    back,
    CASE,
    choose,
    click,
    editCell,
    field,
    fill,
    openApp,
    openList,
    openRow,
    PAGE,
    press,
    row,
    rowOf,
    see,
    seeNot,
    seeReadonly,
    seeState,
    seeText,
    tab,
} from "./steps";

const DONE = 3;

addTour("kooperacja_member", () => {
    let number = "";
    return [
        ...openApp(),
        ...openRow("Nowiccy"),
        seeState("work"),
        seeReadonly("qualification"),
        see(rowOf("need_ids", "Czynsz jest niezapłacony")),
        seeNot("button[name='action_next_stage']"),
        seeNot(".o_field_x2many_list_row_add"),
        ...tab("team"),
        seeNot(".o_field_x2many_list_row_add"),
        ...tab("plan"),
        seeNot("button[name='action_new_plan']"),
        click(rowOf("plan_ids", "Jaś ma dobre popołudnia") + " .o_data_cell"),
        see(rowOf("goal_ids", "Jaś chodzi do świetlicy")),
        seeReadonly("main_goal"),
        seeNot("button[name='action_sign'], button[name='action_new_version']"),
        ...back(CASE),
        {
            content: "remember the number of the case",
            trigger: `${field("number", PAGE)} span`,
            run() {
                number = this.anchor.textContent.trim();
            },
        },

        ...openList(["mine_menu", "report_menu"], "submitted_on"),
        {
            content: "look for the report on this case",
            trigger: ".o_searchview_input",
            run: ({edit}) => edit(number),
        },
        see(".o_searchview_autocomplete"),
        {
            content: "look for it",
            trigger: ".o_searchview_input",
            run: "press Enter",
        },
        see(".o_searchview_facet:nth-child(2)"),
        see(".o_list_view .o_data_row:only-child"),
        ...openRow("Pan member_a"),
        editCell("line_ids", "Zapisać Jasia do świetlicy", "status"),
        ...choose("status", DONE, row("line_ids")),
        fill("done", "Jaś jest zapisany", row("line_ids")),
        fill("remark", "Jaś ma kolegów"),
        press("action_submit"),
        seeState("submitted"),
        seeReadonly("remark"),
        seeText("line_ids", "Jaś jest zapisany"),
    ];
});
