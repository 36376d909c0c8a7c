import {ControllerNotFoundError} from "@web/webclient/actions/action_service";
import {registry} from "@web/core/registry";

/** Goes back on the path by which one came, or to ``otherwise`` where there is none. */
async function goBack(env, action) {
    try {
        await env.services.action.restore();
    } catch (error) {
        if (!(error instanceof ControllerNotFoundError)) {
            throw error;
        }
        await env.services.action.doAction(action.params.otherwise);
    }
}

registry.category("actions").add("kooperacja_back", goBack);
