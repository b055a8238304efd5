package plumb.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a rig connected to its broker. {@link #publish} and {@link #report} on any thread but the control thread; they return
 * at once, whatever the broker does. A thread of the link's own connects, says {@code online} and how things stand, subscribes,
 * sends what waits, and begins again when the connection is lost.
 *
 * <p>Messages on their way are bounded as well: a broker that is stalled but connected would otherwise have them pile up inside
 * the client.
 */
public final class MqttLink implements AutoCloseable {
    /** Not acknowledged at once. */
    static final int MOST_UNACKNOWLEDGED = 8;

    /** Samples handed to the client and not yet written to the socket. */
    static final int MOST_SAMPLES_ON_THE_WAY = 8;

    private static final Duration PATIENCE_AT_LEAVE = Duration.ofMillis(1500);
    private static final Duration PATIENCE_WITH_THREAD = Duration.ofSeconds(4);

    private final BrokerConnector connector;
    private final Topics topics;
    private final StandingState standing;
    private final Consumer<Request> requests;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final Thread thread;
    private final Object lock = new Object();
    // Guarded by the lock.
    private final Outbox outbox = new Outbox();
    private LinkState state = LinkState.CONNECTING;
    private String reason = "";
    private boolean leaving;
    private long leaveByNanos;
    private long attempts;
    private long connections;
    private long sent;
    /** Whether no state or event waits and everything sent is acknowledged. */
    private boolean idle;

    private MqttLink(BrokerConnector connector, Topics topics, StandingState standing, Consumer<Request> requests) {
        this.connector = connector;
        this.topics = topics;
        this.standing = standing;
        this.requests = requests;
        this.thread = Thread.ofPlatform().name("mqtt-link").daemon().unstarted(this::run);
    }

    /**
     * Starts to connect; does not wait for it.
     *
     * @param connector to the broker; its will says {@code offline}
     * @param topics of the rig
     * @param standing how things stand
     * @param requests takes what comes in; on any thread, returns at once and throws nothing
     */
    public static MqttLink start(
            BrokerConnector connector, Topics topics, StandingState standing, Consumer<Request> requests) {
        MqttLink link = new MqttLink(connector, topics, standing, requests);
        link.thread.start();
        return link;
    }

    /** Takes a message over; sent when the broker takes it. */
    public void publish(Publication message) {
        synchronized (lock) {
            outbox.offer(message);
            idle &= message.delivery() == Delivery.SAMPLE;
            lock.notifyAll();
        }
    }

    /** How it fares. */
    public LinkReport report() {
        synchronized (lock) {
            return new LinkReport(
                    state,
                    reason,
                    attempts,
                    connections,
                    sent,
                    outbox.droppedSamples(),
                    outbox.droppedEvents(),
                    outbox.size());
        }
    }

    /** Waits until the broker has acknowledged every state and event, for so long at most; whether it has. */
    public boolean awaitDelivery(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            while (state != LinkState.CONNECTED || !idle) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }

    private void run() {
        try {
            while (attempt()) {
                pause(backoff.nextNanos());
            }
        } catch (InterruptedException _) {
            // The end came while connecting; there is nobody to say goodbye to.
        } finally {
            synchronized (lock) {
                state = LinkState.CLOSED;
                lock.notifyAll();
            }
        }
    }

    /** One connection from beginning to end; whether another one is wanted. */
    private boolean attempt() throws InterruptedException {
        Session session = new Session();
        synchronized (lock) {
            if (leaving) {
                return false;
            }
            attempts++;
            state = LinkState.CONNECTING;
        }
        String why;
        try (BrokerConnection connection = connector.connect(session)) {
            begin(connection);
            why = pump(connection, session);
        } catch (BrokerException e) {
            why = String.valueOf(e.getMessage());
        }
        synchronized (lock) {
            outbox.giveBack(List.copyOf(session.unacknowledged));
            session.over = true;
            idle = false;
            if (!leaving) {
                reason = why;
                state = LinkState.WAITING;
            }
            lock.notifyAll();
            return !leaving;
        }
    }

    private void begin(BrokerConnection connection) throws BrokerException {
        connection.subscribe(topics.commands());
        List<Publication> now = standing.atConnect();
        synchronized (lock) {
            connections++;
            state = LinkState.CONNECTED;
            if (leaving) {
                // The interrupt of close() came too late to keep the connection from being made: it ends in order.
                Thread.interrupted();
            }
            outbox.offer(Publication.state(topics.status(), "online"));
            now.forEach(outbox::offer);
            lock.notifyAll();
        }
    }

    /** Sends what waits until the connection is lost or the rig has left; returns why it ended. */
    private String pump(BrokerConnection connection, Session session) throws BrokerException, InterruptedException {
        boolean farewell = false;
        while (true) {
            @Nullable Publication next;
            synchronized (lock) {
                while (true) {
                    if (session.lost != null) {
                        return session.lost;
                    }
                    if (leaving && !farewell) {
                        farewell = true;
                        standing.atLeave().forEach(outbox::offer);
                        outbox.offer(Publication.state(topics.status(), "offline"));
                    }
                    next = session.next().orElse(null);
                    if (next != null) {
                        break;
                    }
                    idle = outbox.nothingToAcknowledge() && session.unacknowledged.isEmpty();
                    if (idle) {
                        // The broker has taken all that matters: when it goes, the first attempt after it is quick.
                        backoff.reset();
                    }
                    lock.notifyAll();
                    long left = leaveByNanos - System.nanoTime();
                    if (leaving && (idle || left <= 0)) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.timedWait(lock, leaving ? left : Long.MAX_VALUE);
                }
                idle = false;
            }
            if (next == null) {
                connection.leave();
                return "left";
            }
            connection.send(next);
        }
    }

    private void pause(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        synchronized (lock) {
            while (!leaving && until - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, until - System.nanoTime());
            }
        }
    }

    /** Says {@code offline} where there is somebody to say it to, and ends; waits for some seconds at most. */
    @Override
    public void close() {
        synchronized (lock) {
            leaving = true;
            leaveByNanos = System.nanoTime() + PATIENCE_AT_LEAVE.toNanos();
            if (state != LinkState.CONNECTED) {
                thread.interrupt();
            }
            lock.notifyAll();
        }
        try {
            if (!thread.join(PATIENCE_WITH_THREAD)) {
                thread.interrupt();
                thread.join(PATIENCE_WITH_THREAD);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** What is on its way on one connection. Guarded by the link's lock. */
    private final class Session implements ConnectionEvents {
        private final List<Publication> unacknowledged = new ArrayList<>();
        private int samples;
        private @Nullable String lost;
        private boolean over;

        Optional<Publication> next() {
            Optional<Publication> next =
                    outbox.poll(unacknowledged.size() < MOST_UNACKNOWLEDGED, samples < MOST_SAMPLES_ON_THE_WAY);
            next.ifPresent(message -> {
                sent++;
                if (message.delivery().qos() == 0) {
                    samples++;
                } else {
                    unacknowledged.add(message);
                }
            });
            return next;
        }

        @Override
        public void delivered(Publication message) {
            synchronized (lock) {
                if (message.delivery().qos() == 0) {
                    samples--;
                } else {
                    unacknowledged.remove(message);
                }
                lock.notifyAll();
            }
        }

        @Override
        public void received(Request request) {
            synchronized (lock) {
                if (over) {
                    return;
                }
            }
            requests.accept(request);
        }

        @Override
        public void lost(String why) {
            synchronized (lock) {
                lost = lost == null ? why : lost;
                lock.notifyAll();
            }
        }
    }
}
