package dev.deputy.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a wrong setting as two sentences instead of a stack trace. */
final class SupabaseFailureAnalyzer extends AbstractFailureAnalyzer<SupabaseSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, SupabaseSettingsException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), failure);
    }
}
