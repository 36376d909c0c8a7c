import {rpc} from "@web/core/network/rpc";
import {addTour, field, fill, PAGE, press, refused, save, see, tab} from "./steps";

/** Another tab changes the plan that is open here. */
const changeElsewhere = (text) => ({
    content: "somebody else changes the plan",
    trigger: `${PAGE} .o_form_view`,
    run: async () => {
        const id = Number(window.location.pathname.split("/").pop());
        await rpc("/web/dataset/call_kw/kooperacja.plan/write", {
            model: "kooperacja.plan",
            method: "write",
            args: [[id], {main_goal: text}],
            kwargs: {},
        });
    },
});

addTour("kooperacja_plan_edition", () => [
    see(`${PAGE} .o_form_view ${field("main_goal", "")}`),
    // Who is alone saves twice in a row.
    fill("main_goal", "Pierwszy zapis"),
    ...save(),
    fill("main_goal", "Drugi zapis"),
    ...save(),
    ...tab("signatures"),
    changeElsewhere("Ktoś był pierwszy"),
    fill("main_goal", "Tego nie wolno zgubić"),
    press("action_fill_signatures"),
    ...refused("Somebody else has changed"),
    see(`${field("main_goal", PAGE)} textarea:value("Tego nie wolno zgubić")`),
    {
        content: "discard",
        trigger: `${PAGE} .o_form_button_cancel`,
        run: "click",
    },
    see(`${PAGE} .o_form_status_indicator_buttons.invisible:not(:visible)`),
]);
