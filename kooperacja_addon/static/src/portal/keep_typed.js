import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * Keeps what was typed until the server has it: through a lost connection, a reload
 * or a new login. It stays in this tab of the browser alone, and goes when the tab
 * is closed, because it may speak of a family.
 */
export class KeepTyped extends Interaction {
    static selector = "form.o_kooperacja_keep";
    dynamicContent = {
        _root: {
            "t-on-input": this.keep,
            "t-on-change": this.keep,
            "t-on-submit": this.send,
        },
        _window: {"t-on-online": this.sendAgain},
    };

    setup() {
        this.key = `kooperacja:${this.el.getAttribute("action")}`;
        this.waiting = false;
    }

    start() {
        const kept = JSON.parse(sessionStorage.getItem(this.key) || "null");
        for (const [name, value] of kept || []) {
            for (const field of this.el.querySelectorAll(
                `[name="${CSS.escape(name)}"]`
            )) {
                if (field.type === "radio") {
                    field.checked = field.value === value;
                } else if (field.type !== "hidden") {
                    field.value = value;
                }
            }
        }
    }

    keep() {
        const typed = [...new FormData(this.el)].filter(
            ([name]) => name !== "csrf_token"
        );
        sessionStorage.setItem(this.key, JSON.stringify(typed));
    }

    send(event) {
        if (navigator.onLine) {
            // A refusal brings the page back with the server's copy of the words.
            sessionStorage.removeItem(this.key);
            return;
        }
        event.preventDefault();
        this.waiting = event.submitter;
        this.keep();
        this.tell();
    }

    sendAgain() {
        if (this.waiting) {
            this.el.requestSubmit(this.waiting);
        }
    }

    tell() {
        const words = this.el.querySelector(".o_kooperacja_offline");
        words?.classList.remove("d-none");
    }
}

registry.category("public.interactions").add("kooperacja_addon.keep_typed", KeepTyped);
