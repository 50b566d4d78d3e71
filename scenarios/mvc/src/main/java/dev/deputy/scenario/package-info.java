/** The scenarios' program on Spring MVC: {@code Application} with its rules, {@code WhoController}, {@code NotesController}. */
@NullMarked
package dev.deputy.scenario;

import org.jspecify.annotations.NullMarked;
