import {onWillUnmount, useState} from "@odoo/owl";
import {FormController} from "@web/views/form/form_controller";
import {browser} from "@web/core/browser/browser";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

const SAVE_EVERY_MS = 3000;

/**
 * The screen on which a meeting is led. What is typed is saved while it is typed: a
 * browser that closes takes no more than a sentence with it. A row that is being filled
 * in is left alone until one leaves it.
 */
export class MeetingRunController extends FormController {
    static template = "kooperacja_addon.MeetingRun";

    setup() {
        super.setup();
        this.kept = useState({at: ""});
        const timer = browser.setInterval(() => this.keep(), SAVE_EVERY_MS);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get isRowOpen() {
        return Object.values(this.model.root.data).some((value) => value?.editedRecord);
    }

    async keep() {
        const record = this.model.root;
        if (this.keeping || this.isRowOpen) {
            return;
        }
        this.keeping = true;
        try {
            if ((await record.isDirty()) && (await record.checkValidity())) {
                await record.save({onError: () => undefined});
            }
        } finally {
            this.keeping = false;
        }
    }

    async onRecordSaved(record, changes) {
        await super.onRecordSaved(record, changes);
        this.kept.at = luxon.DateTime.now().toFormat("HH:mm:ss");
    }
}

registry.category("views").add("kooperacja_meeting_run", {
    ...formView,
    Controller: MeetingRunController,
});
