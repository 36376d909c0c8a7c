import {addTour, click, see} from "./steps";

/** Press what brings the next page. */
const go = (trigger, content) => ({...click(trigger, content), expectUnloadPage: true});

const write = (trigger, text) => ({content: "write", trigger, run: `edit ${text}`});

/** Nothing is wider than the telephone. */
const seeFits = {
    content: "nothing sticks out on the right",
    trigger: ".o_kooperacja_family",
    run() {
        const {scrollWidth, clientWidth} = document.documentElement;
        if (scrollWidth > clientWidth + 1) {
            throw new Error(`${scrollWidth} > ${clientWidth} pixels`);
        }
    },
};

const TASK = "article form[action*='zadanie']";
const GOAL = "article form[action*='cel']";

addTour("kooperacja_family", () => [
    seeFits,
    write(`${TASK} textarea`, "Nie mam dojazdu"),
    go(`${TASK} button[value='task_hard']`, "the task is hard"),
    see(".alert-success"),
    see("article:contains('Nie mam dojazdu')"),
    go("a[href$='/plan']", "read the plan"),
    seeFits,
    write(`${GOAL} textarea`, "Za szybko"),
    go(`${GOAL} button[value='goal_no']`, "do not agree with the goal"),
    see("article:contains('Za szybko')"),
    go("a[href$='/podpis']", "to the new plan"),
    seeFits,
    click(".o_web_sign_auto_button", "sign without a mouse"),
    {
        content: "the signature is there",
        trigger: ".o_web_sign_signature",
        run: "canvasNotEmpty",
    },
    go(".o_portal_sign_submit:enabled", "sign"),
    see(".alert-success"),
]);
