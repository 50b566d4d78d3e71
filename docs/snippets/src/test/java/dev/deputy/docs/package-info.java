/**
 * The programs in docs/questions. {@code PagesTest} holds the pages to them, and copies them there when it is told to; the
 * others run them: {@code TokensTest} without any server, {@code DatabaseTest} with a database, {@code ProjectTest} with a
 * whole project, {@code ServiceTest} in a Spring Boot service, {@code SettingsTest} for its settings.
 */
@NullMarked
package dev.deputy.docs;

import org.jspecify.annotations.NullMarked;
