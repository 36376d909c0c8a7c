import {registry} from "@web/core/registry";
import {SignatureForm} from "@portal/signature_form/signature_form";

/**
 * Odoo's form for a signature, for one that is drawn: of the fonts with which it would
 * write a name, over a megabyte, only the smallest is loaded.
 */
export class DrawnSignatureForm extends SignatureForm {
    setup() {
        super.setup();
        this.nameAndSignatureProps.defaultFont = "khand.ttf";
    }
}

registry
    .category("public_components")
    .add("kooperacja_addon.drawn_signature", DrawnSignatureForm);
