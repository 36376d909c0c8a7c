import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";

class PlanRecord extends formView.Model.Record {
    /**
     * Send along the edition that was read, whenever the plan is changed: the server
     * refuses to overwrite what somebody else has changed since.
     */
    _getChanges() {
        const changes = super._getChanges(...arguments);
        if (
            this.resModel === "kooperacja.plan" &&
            this.resId &&
            Object.keys(changes).length
        ) {
            changes.edition = this.data.edition;
        }
        return changes;
    }
}

class PlanModel extends formView.Model {
    static Record = PlanRecord;
}

registry.category("views").add("kooperacja_plan_form", {
    ...formView,
    Model: PlanModel,
});
