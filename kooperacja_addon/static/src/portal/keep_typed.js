import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

const PREFIX = "kooperacja:";
const KEPT_FOR = 12 * 60 * 60 * 1000;

/** Give [key, kept] of all that waits in this tab. */
function all() {
    return Object.keys(sessionStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => [key, JSON.parse(sessionStorage.getItem(key))]);
}

function forget(which) {
    for (const [key, kept] of all()) {
        if (which(kept)) {
            sessionStorage.removeItem(key);
        }
    }
}

/**
 * Keeps what was typed until the server has it: through a lost connection, a reload
 * or a new login. It stays in this tab of the browser alone, because it may speak of a
 * family: it goes when the tab is closed, at logout, when somebody else signs in, and
 * after half a day.
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
        this.key = `${PREFIX}${user.userId}:${this.el.getAttribute("action")}`;
        this.waiting = false;
    }

    start() {
        const kept = JSON.parse(sessionStorage.getItem(this.key) || "null");
        for (const [name, value] of kept?.typed || []) {
            for (const field of this.el.querySelectorAll(
                `[name="${CSS.escape(name)}"]`
            )) {
                if (["radio", "checkbox"].includes(field.type)) {
                    field.checked = field.checked || field.value === value;
                } else if (!["hidden", "file"].includes(field.type)) {
                    field.value = value;
                }
            }
        }
        this.el.dataset.keeps = "1";
    }

    keep({sent = false} = {}) {
        const typed = [...new FormData(this.el)].filter(
            ([name, value]) => name !== "csrf_token" && typeof value === "string"
        );
        const kept = {who: user.userId, when: Date.now(), sent, typed};
        sessionStorage.setItem(this.key, JSON.stringify(kept));
    }

    send(event) {
        const online = navigator.onLine;
        this.keep({sent: online});
        if (!online) {
            event.preventDefault();
            this.waiting = event.submitter;
        }
        this.tell(!online);
    }

    sendAgain() {
        if (this.waiting) {
            const button = this.waiting;
            this.waiting = false;
            this.el.requestSubmit(button);
        }
    }

    tell(offline) {
        const words = this.el.querySelector(".o_kooperacja_offline");
        words?.classList.toggle("d-none", !offline);
    }
}

/**
 * A page of ours is the server's answer: what was sent before it has arrived. A page
 * of an error or of the login is none, and what was sent waits on.
 */
export class ForgetSent extends Interaction {
    static selector = ".o_kooperacja_portal";

    setup() {
        forget(
            ({who, when, sent}) =>
                sent || who !== user.userId || Date.now() - when > KEPT_FOR
        );
        this.el.dataset.started = "1";
    }
}

export class KeepUnanswered extends Interaction {
    static selector = "#wrapwrap:not(:has(.o_kooperacja_portal))";

    setup() {
        for (const [key, kept] of all()) {
            const mine = !user.userId || kept.who === user.userId;
            if (mine && Date.now() - kept.when < KEPT_FOR) {
                sessionStorage.setItem(key, JSON.stringify({...kept, sent: false}));
            } else {
                sessionStorage.removeItem(key);
            }
        }
    }
}

export class ForgetAtLogout extends Interaction {
    static selector = "a[href*='/web/session/logout']";
    dynamicContent = {_root: {"t-on-click": () => forget(() => true)}};
}

for (const [name, interaction] of Object.entries({
    // In this order: what is to be forgotten must not be filled in.
    forget_sent: ForgetSent,
    keep_unanswered: KeepUnanswered,
    forget_at_logout: ForgetAtLogout,
    keep_typed: KeepTyped,
})) {
    registry
        .category("public.interactions")
        .add(`kooperacja_addon.${name}`, interaction);
}
