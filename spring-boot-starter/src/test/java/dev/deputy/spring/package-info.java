/** Tests of the starter, over real HTTP where there is a request. */
@NullMarked
package dev.deputy.spring;

import org.jspecify.annotations.NullMarked;
