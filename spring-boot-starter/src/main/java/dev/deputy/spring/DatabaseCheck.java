package dev.deputy.spring;

import dev.deputy.postgres.Doctor;
import dev.deputy.postgres.Doctor.Finding;
import dev.deputy.postgres.RefusedException;
import dev.deputy.postgres.RowLevelSecurity;
import dev.deputy.postgres.SignOuts;
import dev.deputy.spring.SupabaseProperties.Examination;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Looks at the database when the application starts: at the login role and at what the settings need always, at the
 * rest if that is asked for. A database that is away stops nobody.
 */
final class DatabaseCheck implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(DatabaseCheck.class);

    private static final String UNDEFINED_FUNCTION = "42883";

    private final ProjectDatabase database;
    private final RowLevelSecurity rowLevelSecurity;
    private final DataSource pool;
    private final @Nullable SignOuts signOuts;
    private final Examination examination;

    DatabaseCheck(
            ProjectDatabase database,
            RowLevelSecurity rowLevelSecurity,
            DataSource pool,
            @Nullable SignOuts signOuts,
            Examination examination) {
        this.database = database;
        this.rowLevelSecurity = rowLevelSecurity;
        this.pool = pool;
        this.signOuts = signOuts;
        this.examination = examination;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!database.isSet()) {
            log.info("No database is set (SUPABASE_DB_URL): what needs one answers 503.");
            return;
        }
        try {
            rowLevelSecurity.check();
            if (signOuts != null) {
                signOuts.check();
            }
            if (examination != Examination.OFF) {
                examine();
            }
        } catch (RefusedException refused) {
            throw new SupabaseSettingsException(
                    String.valueOf(refused.getMessage()),
                    "Put a login role without rights of its own into SUPABASE_DB_URL (supabase.db-url), or set"
                            + " supabase.postgres.allow-bypassing-login.",
                    refused);
        } catch (SQLException e) {
            if (UNDEFINED_FUNCTION.equals(e.getSQLState())) {
                throw new SupabaseSettingsException(
                        "What supabase.postgres.refuse-signed-out or supabase.postgres.listen-for-sign-outs needs is not"
                                + " in the database.",
                        "Put the SQL of dev.deputy.postgres.Migrations.sessionCheck() or Migrations.signOuts() into"
                                + " supabase/migrations and run it, or take the setting away.",
                        e);
            }
            log.warn("The database does not answer yet ({}). What needs it answers 503 until it does.", e.getMessage());
        }
    }

    private void examine() throws SQLException {
        List<Finding> findings = Doctor.examine(pool, List.of("public"));
        if (examination == Examination.FAIL && !findings.isEmpty()) {
            throw new SupabaseSettingsException(
                    "The database has what makes row level security leak, fail or crawl:\n"
                            + findings.stream().map(Finding::toString).collect(Collectors.joining("\n")),
                    "Run the SQL that stands with each finding, as the owner, or set supabase.postgres.doctor=warn.",
                    null);
        }
        findings.forEach(finding -> log.warn("{}", finding));
    }
}
