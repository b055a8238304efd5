package plumb.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for the broker, bounded whatever the broker does: states by topic, the newest of each; events in order; samples
 * in order, the oldest making room. One thread at a time: {@link MqttLink} guards it.
 */
final class Outbox {
    /** About three seconds of telemetry. */
    static final int MOST_SAMPLES = 64;

    /** More than a rig has to say in an hour. */
    static final int MOST_EVENTS = 256;

    private final Map<String, Publication> states = new LinkedHashMap<>();
    private final Deque<Publication> events = new ArrayDeque<>();
    private final Deque<Publication> samples = new ArrayDeque<>();
    private long droppedSamples;
    private long droppedEvents;

    /** Takes a message over; makes room where there is none. */
    void offer(Publication message) {
        switch (message.delivery()) {
            case STATE -> {
                // Behind the others, so that the order is that of the newest ones.
                states.remove(message.topic());
                states.put(message.topic(), message);
            }
            case EVENT -> {
                if (events.size() == MOST_EVENTS) {
                    events.removeFirst();
                    droppedEvents++;
                }
                events.addLast(message);
            }
            case SAMPLE -> {
                if (samples.size() == MOST_SAMPLES) {
                    samples.removeFirst();
                    droppedSamples++;
                }
                samples.addLast(message);
            }
        }
    }

    /** Takes back what was sent and not acknowledged, oldest first; newer states stand. */
    void giveBack(List<Publication> messages) {
        for (Publication message : messages.reversed()) {
            switch (message.delivery()) {
                case STATE -> states.putIfAbsent(message.topic(), message);
                case EVENT -> {
                    if (events.size() == MOST_EVENTS) {
                        droppedEvents++;
                    } else {
                        events.addFirst(message);
                    }
                }
                case SAMPLE -> droppedSamples++;
            }
        }
    }

    /**
     * The next message to send, removed from here.
     *
     * @param acknowledged whether one with quality of service 1 may be sent now
     * @param sample whether one with quality of service 0 may be sent now
     */
    Optional<Publication> poll(boolean acknowledged, boolean sample) {
        if (acknowledged && !states.isEmpty()) {
            return Optional.of(removeFirstState());
        }
        if (acknowledged && !events.isEmpty()) {
            return Optional.of(events.removeFirst());
        }
        return sample && !samples.isEmpty() ? Optional.of(samples.removeFirst()) : Optional.empty();
    }

    private Publication removeFirstState() {
        Iterator<Publication> first = states.values().iterator();
        Publication message = first.next();
        first.remove();
        return message;
    }

    /** Whether neither states nor events wait. */
    boolean nothingToAcknowledge() {
        return states.isEmpty() && events.isEmpty();
    }

    /** Samples that made room for newer ones. */
    long droppedSamples() {
        return droppedSamples;
    }

    /** Events that made room for newer ones. */
    long droppedEvents() {
        return droppedEvents;
    }

    /** How many wait. */
    int size() {
        return states.size() + events.size() + samples.size();
    }
}
