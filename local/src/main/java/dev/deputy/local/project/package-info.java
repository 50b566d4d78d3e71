/**
 * A project folder as the Supabase CLI has it: {@code supabase/config.toml} and the environment that its {@code env(NAME)}
 * speaks of.
 *
 * <p>{@link dev.deputy.local.project.ProjectConfig} is what comes out. {@code ConfigTable} reads values by the type that
 * they must have and says in a sentence what is wrong with one; {@code AuthConfig} turns {@code [auth]} into settings;
 * {@code Environment} knows the variables.
 */
@NullMarked
package dev.deputy.local.project;

import org.jspecify.annotations.NullMarked;
