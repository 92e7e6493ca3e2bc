package dev.toolgram.host.policy;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.RequestPath;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.json.VisibleText;
import dev.toolgram.host.tool.Recipient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls that wait for a person at {@code GET /api/approvals}, and the decision at {@code POST /api/approvals/{id}}.
 * Not a tool: a model must not approve its own calls. Thread-safe.
 */
public final class ApprovalEndpoints implements HttpModule {

    private static final List<String> PATH = List.of("api", "approvals");

    private final ApprovalRules rules;
    private final Approvals approvals;
    private final boolean bare;

    /** @param bare whether a result stands alone, without {@code {"result": …}} around it */
    public ApprovalEndpoints(ApprovalRules rules, Approvals approvals, boolean bare) {
        this.rules = rules;
        this.approvals = approvals;
        this.bare = bare;
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of("/api/approvals", Resource.of("GET", this::list));
    }

    @Override
    public @Nullable Resource find(RequestPath path, @Nullable String keyName) {
        List<String> segments = path.segments();
        return segments.size() == PATH.size() + 1
                        && segments.subList(0, PATH.size()).equals(PATH)
                ? Resource.of("POST", request -> decide(segments.getLast(), request))
                : null;
    }

    private Response list(Request request) {
        if (!rules.mayApprove(request.keyName())) {
            return forbidden(request);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Approval approval : approvals.pending()) {
            ObjectNode entry = list.addObject()
                    .put("id", approval.id())
                    .put("tool", approval.binding().tool())
                    .put("key", approval.binding().key());
            ArrayNode recipients = entry.putArray("recipients");
            for (Recipients.Chat chat : approval.targets()) {
                Recipient recipient = chat.recipient();
                recipients
                        .addObject()
                        .put("title", VisibleText.of(recipient.title()))
                        .put("type", ApprovalText.type(recipient.type()))
                        .put("ref", recipient.ref())
                        .put("is_contact", recipient.isContact())
                        .put("first_contact", recipient.firstContact());
            }
            entry.put("summary", approval.summary())
                    .put("created", approval.created().toString())
                    .put("expires", approval.expires().toString());
        }
        return result(list);
    }

    private Response result(JsonNode result) {
        return Response.json(200, bare ? result : StrictJson.object().set("result", result));
    }

    private Response decide(String id, Request request) {
        if (!rules.mayApprove(request.keyName())) {
            return forbidden(request);
        }
        String decision = decision(request.body());
        if (decision == null) {
            return Response.error(400, "Send {\"decision\":\"approve\"} or {\"decision\":\"decline\"}.", request.id());
        }
        Approval approval = approvals.find(id);
        if (approval != null && Objects.equals(approval.binding().key(), request.keyName())) {
            return Response.error(403, "The key that made the call cannot approve it: use another key.", request.id());
        }
        if (approval == null
                || !approvals.decide(
                        id,
                        decision.equals("approve"),
                        request.keyName() == null ? "by-console" : "by-key-" + request.keyName())) {
            return Response.error(
                    404,
                    "No call waits for this approval: it was decided or it expired. GET /api/approvals lists those that wait.",
                    request.id());
        }
        return result(StrictJson.object().put("id", id).put("decision", decision));
    }

    private static @Nullable String decision(byte[] body) {
        try {
            JsonNode value = StrictJson.read(body);
            String decision = value.path("decision").asString("");
            return value.size() == 1 && (decision.equals("approve") || decision.equals("decline")) ? decision : null;
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    private static Response forbidden(Request request) {
        return Response.error(403, "This key may not approve calls.", request.id());
    }
}
