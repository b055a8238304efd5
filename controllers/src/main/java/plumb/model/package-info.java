/**
 * The plant: parameters, state, equations of motion, their exact linearisation, integration and energy. Pure
 * mathematics without I/O, threads or a clock; it knows no other package of the product.
 */
@NullMarked
package plumb.model;

import org.jspecify.annotations.NullMarked;
