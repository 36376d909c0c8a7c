import {addTour, click, openPage, see, seeFits, write} from "./steps";

const goHome = () => [
    openPage("ol.o_portal_submenu a[href='/my/kooperacja']", "go to what waits"),
    see("h2:contains('My cases')"),
    seeFits(),
];

/** Move a finger over the box of the signature. */
const drawSignature = () => ({
    content: "draw the signature",
    trigger: ".o_kooperacja_signature canvas.o_web_sign_signature",
    run() {
        const {left, top} = this.anchor.getBoundingClientRect();
        const touch = (target, type, x, y) =>
            target.dispatchEvent(
                new PointerEvent(type, {
                    bubbles: true,
                    button: 0,
                    buttons: type === "pointerup" ? 0 : 1,
                    cancelable: true,
                    clientX: left + x,
                    clientY: top + y,
                    isPrimary: true,
                    pointerId: 1,
                    pointerType: "touch",
                    pressure: 0.5,
                })
            );
        touch(this.anchor, "pointerdown", 20, 20);
        for (const [x, y] of [
            [50, 60],
            [80, 20],
            [120, 60],
        ]) {
            touch(this.anchor, "pointermove", x, y);
        }
        touch(this.anchor, "pointerup", 120, 60);
    },
});

addTour("kooperacja_director", () => [
    see("h2:contains('My institution is asked')"),
    seeFits(),
    openPage("section a[href^='/my/oddelegowania/']", "open the request"),
    see("h1:contains('Request for a worker')"),
    seeFits(),
    openPage("form button[name='person']:first", "delegate with one tap"),
    see(".alert:contains('Worker delegated')"),
    ...goHome(),
    openPage("section a[href^='/my/porozumienia/']", "open the agreement"),
    see("#text_title"),
    seeFits(),
    click("#uwagi summary", "something has to change"),
    write("#remark", "W lipcu nie pracujemy"),
    openPage("#uwagi button[type='submit']", "send the remark"),
    see("#uwagi li:contains('W lipcu nie pracujemy')"),
    drawSignature(),
    openPage(".o_portal_sign_submit:enabled", "sign"),
    see(".alert-success:contains('Drawn on the screen')"),
    seeFits(),
    ...goHome(),
    openPage("a[href='/my/pracownicy']", "open the cases of the workers"),
    see("h2:contains('Pan member_a')"),
    seeFits(),
]);
