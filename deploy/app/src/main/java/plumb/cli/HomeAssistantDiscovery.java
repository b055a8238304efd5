package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.mqtt.CommandKind;
import plumb.mqtt.Topics;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import tools.jackson.databind.json.JsonMapper;

/** What makes a rig appear in Home Assistant: one device with its sensors and the button that stops it. Any thread. */
final class HomeAssistantDiscovery {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private HomeAssistantDiscovery() {}

    static String payload(Topics topics, RigIdentity rig, Validity validity) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("device", device(rig));
        document.put("origin", Map.of("name", "Plumb"));
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        components.put("state", sensor(rig, "State", topics.readinessState(), "{{ value }}", null));
        components.put("score", sensor(rig, "Score", topics.readiness(), "{{ value_json.score }}", null));
        components.put("level", sensor(rig, "Level", topics.readiness(), "{{ value_json.level }}", null));
        components.put(
                "wakeup",
                sensor(rig, "Wake-up p99", topics.loop(), "{{ value_json.latencyUs.wakeup.p99 }}", "\u00b5s"));
        components.put("missed", sensor(rig, "Missed cycles", topics.loop(), "{{ value_json.missedCycles }}", null));
        components.put("ready", ready(rig, topics, validity));
        components.put("stop", button(rig, "Stop", topics, CommandKind.STOP));
        document.put("components", components);
        document.put("availability_topic", topics.status());
        document.put("qos", 1);
        return MAPPER.writeValueAsString(document);
    }

    private static Map<String, @Nullable Object> device(RigIdentity rig) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("identifiers", List.of("plumb-" + rig.rig()));
        keys.put("name", "Plumb " + rig.rig());
        keys.put("manufacturer", "Plumb");
        keys.put("model", rig.kind());
        keys.put("serial_number", rig.hardware());
        return keys;
    }

    private static Map<String, @Nullable Object> sensor(
            RigIdentity rig, String name, String topic, String template, @Nullable String unit) {
        Map<String, @Nullable Object> keys = component(rig, "sensor", name);
        keys.put("state_topic", topic);
        keys.put("value_template", template);
        if (unit != null) {
            keys.put("unit_of_measurement", unit);
        }
        return keys;
    }

    /** Unknown when the lease has run out. */
    private static Map<String, @Nullable Object> ready(RigIdentity rig, Topics topics, Validity validity) {
        Map<String, @Nullable Object> keys = component(rig, "binary_sensor", "Ready");
        keys.put("state_topic", topics.readiness());
        keys.put("value_template", "{{ 'ON' if value_json.ready else 'OFF' }}");
        keys.put("expire_after", validity.lease().toSeconds());
        return keys;
    }

    private static Map<String, @Nullable Object> button(RigIdentity rig, String name, Topics topics, CommandKind kind) {
        Map<String, @Nullable Object> keys = component(rig, "button", name);
        keys.put("command_topic", topics.command(kind));
        keys.put("payload_press", "{\"reason\":\"Home Assistant\"}");
        return keys;
    }

    private static Map<String, @Nullable Object> component(RigIdentity rig, String platform, String name) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("platform", platform);
        keys.put("name", name);
        keys.put(
                "unique_id",
                "plumb-" + rig.rig() + "-"
                        + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        return keys;
    }
}
