package plumb.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.mqtt.BrokerConnector;
import plumb.mqtt.CommandListener;
import plumb.mqtt.Delivery;
import plumb.mqtt.LinkReport;
import plumb.mqtt.LoopView;
import plumb.mqtt.MqttLink;
import plumb.mqtt.OperatorCommands;
import plumb.mqtt.Publication;
import plumb.mqtt.ReportSchedule;
import plumb.mqtt.RigEvent;
import plumb.mqtt.StandingState;
import plumb.mqtt.TelemetryPublisher;
import plumb.mqtt.Topics;
import plumb.readiness.ReadinessPublisher;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.TransitionLog;

/**
 * Everything that one command says and hears over MQTT, put together: readiness and its lease, gates, alerts, telemetry, events,
 * commands. Housekeeping thread; what runs periodically has a thread of its own.
 */
final class RigMonitor implements AutoCloseable {
    private static final Duration STATE_PERIOD = Duration.ofSeconds(1);
    private static final Duration LIFECYCLE_PERIOD = Duration.ofMillis(50);

    private final Topics topics;
    private final Payloads payloads = new Payloads();
    private final Lifecycle lifecycle;
    private final InstantSource wall = InstantSource.system();
    private final TelemetryPublisher telemetry;
    private final ReadinessPublisher readiness;
    private final ReportSchedule schedule;
    private final MqttLink link;
    /** Telemetry thread, and the closing one when that has ended. */
    private long reported;

    /**
     * Starts to report.
     *
     * @param rig name and digests; its boot is made here
     * @param validity how long statements hold
     * @param lifecycle of the run
     * @param clock of the loop
     * @param connector to the broker
     * @param commands does what operators ask
     */
    RigMonitor(
            RigIdentity rig,
            Validity validity,
            Lifecycle lifecycle,
            NanoClock clock,
            BrokerConnector connector,
            OperatorCommands commands) {
        this.topics = new Topics(rig.rig());
        this.lifecycle = lifecycle;
        this.readiness = new ReadinessPublisher(rig, validity, payloads, lifecycle::state, this::fault, clock, wall);
        Outlet outlet = new Outlet();
        this.telemetry = new TelemetryPublisher(topics, payloads, outlet, clock);
        CommandListener listener = new CommandListener(topics, payloads, commands, outlet, clock, wall);
        this.link = MqttLink.start(connector, topics, new Standing(rig, validity), listener);
        outlet.to = link;
        this.schedule = new ReportSchedule(clock);
        schedule.every(LIFECYCLE_PERIOD, this::lifecycle);
        schedule.every(TelemetryPublisher.TELEMETRY_PERIOD, telemetry::telemetry);
        schedule.every(TelemetryPublisher.METRICS_PERIOD, telemetry::metrics);
        schedule.every(STATE_PERIOD, this::state);
        schedule.every(validity.renewal(), this::renew);
        schedule.start();
    }

    /** Names a start of the runtime. */
    static String newBoot() {
        return UUID.randomUUID().toString();
    }

    /** A verdict was given. */
    void judged(Verdict verdict) {
        readiness.judged(verdict).forEach(link::publish);
    }

    /** Something has happened to the rig since its verdict, a few words, that ends it. */
    void ended(String reason) {
        readiness.ended(reason).forEach(link::publish);
        state();
    }

    /** The loop runs from now on. */
    void watch(LoopView loop) {
        telemetry.watch(loop);
    }

    /** Waits until the broker has everything that it must not miss; whether it has. */
    boolean awaitDelivery(Duration atMost) throws InterruptedException {
        return link.awaitDelivery(atMost);
    }

    /** How the link fares. */
    LinkReport report() {
        return link.report();
    }

    private void state() {
        link.publish(Publication.of(topics.readinessState(), readiness.state().id(), Delivery.SAMPLE));
    }

    private void renew() {
        readiness.renewal().forEach(link::publish);
    }

    /** Reports every transition of the run since the last look, also of a state that is over, and at once what follows. */
    private void lifecycle() {
        TransitionLog log = lifecycle.log();
        long written = log.written();
        if (written == reported) {
            return;
        }
        for (; reported < written; reported++) {
            log.at(reported).ifPresent(one -> event(Payloads.phase(one.to()), one.reason()));
        }
        state();
        renew();
    }

    private void event(String what, String reason) {
        link.publish(Publication.of(
                topics.event(),
                payloads.event(new RigEvent(wall.instant(), "lifecycle", what, reason)),
                Delivery.EVENT));
    }

    /** Why the rig is in state fault; read by whoever publishes. */
    private String fault() {
        return lifecycle.log().latest(LifecycleState.FAULT).orElse("the rig is in state fault");
    }

    /** Says the last state and goodbye. */
    @Override
    public void close() {
        schedule.close();
        lifecycle();
        link.close();
    }

    /** What is published before the link exists would be lost; there is nothing before. */
    private static final class Outlet implements Consumer<Publication> {
        private volatile @Nullable MqttLink to;

        @Override
        public void accept(Publication message) {
            @Nullable MqttLink link = to;
            if (link != null) {
                link.publish(message);
            }
        }
    }

    private final class Standing implements StandingState {
        private final RigIdentity rig;
        private final Validity validity;

        Standing(RigIdentity rig, Validity validity) {
            this.rig = rig;
            this.validity = validity;
        }

        @Override
        public List<Publication> atConnect() {
            List<Publication> all = new ArrayList<>(readiness.standing());
            all.add(Publication.state(topics.homeAssistant(), HomeAssistantDiscovery.payload(topics, rig, validity)));
            return all;
        }

        @Override
        public List<Publication> atLeave() {
            return readiness.leaving();
        }
    }
}
