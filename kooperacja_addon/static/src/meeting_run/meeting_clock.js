import {Component, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** Minutes and seconds, as on a stopwatch. */
export function asClock(seconds) {
    const whole = Math.floor(Math.abs(seconds));
    const two = (number) => String(number).padStart(2, "0");
    return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/**
 * The clock of a meeting: which point runs, how long it has run and may still run, and
 * when the meeting will end if the rest takes its time.
 */
export class MeetingClock extends Component {
    static template = "kooperacja_addon.MeetingClock";
    static props = {...standardWidgetProps};

    setup() {
        this.now = useState({at: luxon.DateTime.now()});
        const timer = browser.setInterval(() => {
            this.now.at = luxon.DateTime.now();
        }, 1000);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get points() {
        return this.props.record.data.agenda_ids.records.map(({data}) => data);
    }

    get index() {
        return this.points.findIndex((point) => point.begun_at);
    }

    get running() {
        return this.points[this.index];
    }

    spent(point) {
        const since = point.begun_at
            ? this.now.at.diff(point.begun_at, "seconds").seconds
            : 0;
        return point.seconds + Math.max(0, since);
    }

    get left() {
        return this.running.minutes * 60 - this.spent(this.running);
    }

    get spentClock() {
        return asClock(this.spent(this.running));
    }

    get leftClock() {
        return asClock(this.left);
    }

    get share() {
        const all = this.running.minutes * 60;
        return all ? Math.min(100, (100 * this.spent(this.running)) / all) : 100;
    }

    /** The time of day at which the meeting ends if the rest takes its time. */
    get endsAt() {
        const rest = this.points
            .slice(this.index)
            .reduce(
                (sum, point) =>
                    sum + Math.max(0, point.minutes * 60 - this.spent(point)),
                0
            );
        return this.now.at.plus({seconds: rest}).toFormat("HH:mm");
    }
}

registry
    .category("view_widgets")
    .add("kooperacja_meeting_clock", {component: MeetingClock});
