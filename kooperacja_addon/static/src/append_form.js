import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";

/**
 * The form of records that a person may add and not change afterwards. Odoo leaves out
 * the buttons “save” and “discard” where there is no right to change; a new record needs
 * them all the same.
 */
class AppendFormController extends formView.Controller {
    get canEdit() {
        return this.mayEdit || this.model.root.isNew;
    }

    set canEdit(value) {
        this.mayEdit = value;
    }
}

registry.category("views").add("kooperacja_append_form", {
    ...formView,
    Controller: AppendFormController,
});
