import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {registry} from "@web/core/registry";

/**
 * A list of records that open as whole pages instead of dialogs: plans, meetings and
 * reports are documents to work in, with their own buttons and a place in the
 * breadcrumbs.
 */
export class PageOne2ManyField extends X2ManyField {
    async openRecord(record) {
        if (!record.resId) {
            return super.openRecord(record);
        }
        if (await this.props.record.save()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: record.resModel,
                res_id: record.resId,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("fields").add("page_one2many", {
    ...x2ManyField,
    component: PageOne2ManyField,
});
