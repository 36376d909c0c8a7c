import {addTour, click, openPage, see, seeFits, write} from "./steps";

const TASK = "article form[action*='zadanie']";
const GOAL = "article form[action*='cel']";

addTour("kooperacja_family", () => [
    seeFits(),
    write(`${TASK} textarea`, "Nie mam dojazdu"),
    openPage(`${TASK} button[value='task_hard']`, "the task is hard"),
    see(".alert-success"),
    see("article:contains('Nie mam dojazdu')"),
    openPage("a[href$='/plan']", "read the plan"),
    seeFits(),
    write(`${GOAL} textarea`, "Za szybko"),
    openPage(`${GOAL} button[value='goal_no']`, "do not agree with the goal"),
    see("article:contains('Za szybko')"),
    openPage("a[href$='/podpis']", "to the new plan"),
    seeFits(),
    click(".o_web_sign_auto_button", "sign without a mouse"),
    {
        content: "the signature is there",
        trigger: ".o_web_sign_signature",
        run: "canvasNotEmpty",
    },
    openPage(".o_portal_sign_submit:enabled", "sign"),
    see(".alert-success"),
]);
