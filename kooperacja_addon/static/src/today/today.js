import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const ICONS = {
    late: "fa-exclamation-circle",
    asked: "fa-hand-paper-o",
    meetings: "fa-calendar",
    due: "fa-check-square-o",
    intakes: "fa-inbox",
    awaited: "fa-hourglass-half",
    cases: "fa-folder-open-o",
};

/**
 * The morning screen. The server says in one answer what there is; each row is a button
 * that opens its record.
 */
export class Today extends Component {
    static template = "kooperacja_addon.Today";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.day = useState({});
        onWillStart(async () => {
            Object.assign(this.day, await this.orm.call("kooperacja.today", "get_day"));
        });
    }

    icon(section) {
        return ICONS[section.code] || "fa-circle-o";
    }

    open(row) {
        if (row.action) {
            return this.action.doAction(row.action);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    openList(action) {
        return this.action.doAction(action);
    }
}

registry.category("actions").add("kooperacja_today", Today);
