import {addTour, back, CASE, openDay, PAGE, see} from "./steps";

const ROW = `${PAGE} [data-section='cases'] .list-group-item`;

/** The only case of a member is one key away, and so is the way back. */
addTour("kooperacja_day", () => [
    ...openDay(),
    see(ROW),
    {
        content: "the row is reached and opened without a mouse",
        trigger: ROW,
        async run({anchor, press}) {
            anchor.focus();
            await press("Enter");
        },
    },
    see(CASE),
    ...back(ROW),
]);
