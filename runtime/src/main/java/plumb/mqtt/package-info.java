/**
 * The link to an MQTT broker: topics, bounded queues, a connect loop that never gives up and never hurries, telemetry,
 * commands. Threads of its own, which the control loop never waits for. Eclipse Paho is known to {@code PahoConnector} only.
 * Knows {@code plumb.config}, {@code plumb.observe} and {@code plumb.runtime}; texts of payloads are made by whoever has a
 * JSON library.
 */
@NullMarked
package plumb.mqtt;

import org.jspecify.annotations.NullMarked;
