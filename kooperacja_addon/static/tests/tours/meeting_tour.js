import {
    addTour,
    fillHtml,
    openApp,
    openList,
    openRow,
    PAGE,
    press,
    see,
    seeNot,
} from "./steps";

/** A meeting is led on a wall: its own screen, a clock, and words that keep themselves. */
addTour("kooperacja_meeting", () => [
    ...openApp(),
    ...openList(["meeting_menu"], "place_id"),
    ...openRow("/0001"),
    press("action_run"),
    see(`${PAGE} .o_kooperacja_clock`),
    seeNot(".o_main_navbar", "body"),
    see("body:not(:contains('Bednarkowie'))"),
    press("action_next_point"),
    see(`${PAGE} .o_kooperacja_clock_time`),
    fillHtml("minutes_text", "Dzieci lubią szkołę"),
    see(`${PAGE} .o_kooperacja_kept:contains(":")`, "kept without a button"),
    press("action_all_present"),
    press("action_close_screen"),
    see(".o_main_navbar"),
    see(".o_breadcrumb .o_back_button", "the path by which one came is still there"),
    see(`${PAGE} [name='action_run']`),
]);
