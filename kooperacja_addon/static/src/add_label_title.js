import {X2ManyField} from "@web/views/fields/x2many/x2many_field";
import {patch} from "@web/core/utils/patch";

/**
 * The dialog in which a row is added bears the words of the button that opened it:
 * Odoo's own "Create" before the name of the list is wrong in Polish ("Utwórz Uwagi").
 */
patch(X2ManyField.prototype, {
    setup() {
        super.setup();
        const openRecord = this._openRecord;
        this._openRecord = (params) =>
            openRecord(
                params.record || !this.props.addLabel
                    ? params
                    : {title: this.props.addLabel, ...params}
            );
    },
});
