/**
 * The machine's real-time set-up, judged item by item from what was read and tried: what is good, what could be better, what is
 * bad, what cannot be measured here. The one place with these judgements: gate {@code host} and {@code plumb doctor} both ask it.
 * Knows {@code plumb.runtime.os}, {@code plumb.config}.
 */
@NullMarked
package plumb.doctor;

import org.jspecify.annotations.NullMarked;
