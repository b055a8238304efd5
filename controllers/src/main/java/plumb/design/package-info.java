/**
 * Design-time mathematics: parameters of laws and estimators, pole placement, Riccati equations. Allocates; runs at start-up,
 * never in the loop. Knows {@code plumb.model} only.
 */
@NullMarked
package plumb.design;

import org.jspecify.annotations.NullMarked;
