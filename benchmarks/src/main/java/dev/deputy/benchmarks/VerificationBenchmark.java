package dev.deputy.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.security.Provider;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * One verification, on one thread: tokens that were never seen before ({@code first…}) and one token again and again
 * ({@code repeated}), beside the bare signature check and three libraries.
 *
 * <p>Each iteration walks through all tokens once; Deputy's verifier is made anew for every walk, so that its cache has
 * seen none of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 60)
@Measurement(iterations = 30)
@OperationsPerInvocation(VerificationBenchmark.TOKENS)
public class VerificationBenchmark {

    static final int TOKENS = 256;

    @Param({"HS256", "ES256", "RS256"})
    public String algorithm = "";

    private String[] tokens = {};
    private SupabaseConfig config =
            SupabaseConfig.builder(URI.create(Tokens.PROJECT)).build();
    private TokenVerifier fresh = token -> null;
    private TokenVerifier used = token -> null;
    private DefaultJWTProcessor<SecurityContext> nimbus = new DefaultJWTProcessor<>();
    private JwtConsumer jose4j = new JwtConsumerBuilder().build();
    private JwtDecoder spring = token -> null;
    private RawCheck raw = token -> false;

    @Setup
    public void prepare() throws Exception {
        Tokens issuer = new Tokens(algorithm);
        tokens = new String[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = issuer.mint(i);
        }
        SupabaseConfig.Builder builder = SupabaseConfig.builder(URI.create(Tokens.PROJECT));
        if (algorithm.equals("HS256")) {
            builder.jwtSecret(issuer.secret);
        } else {
            builder.jwks(issuer.jwks());
        }
        config = builder.build();
        used = TokenVerifier.of(config);
        raw = rawCheck(issuer);
        nimbus = nimbus(issuer);
        jose4j = jose4j(issuer);
        spring = spring(issuer);
    }

    @Setup(Level.Invocation)
    public void forget() {
        fresh = TokenVerifier.of(config);
    }

    @Benchmark
    public void firstDeputy(Blackhole result) {
        for (String token : tokens) {
            result.consume(fresh.verify(token));
        }
    }

    @Benchmark
    public void repeatedDeputy(Blackhole result) {
        for (int i = 0; i < TOKENS; i++) {
            result.consume(used.verify(tokens[0]));
        }
    }

    @Benchmark
    public void rawSignatureOnly(Blackhole result) throws Exception {
        for (String token : tokens) {
            result.consume(raw.check(token));
        }
    }

    @Benchmark
    public void nimbus(Blackhole result) throws Exception {
        for (String token : tokens) {
            result.consume(nimbus.process(token, null));
        }
    }

    @Benchmark
    public void jose4j(Blackhole result) throws Exception {
        for (String token : tokens) {
            result.consume(jose4j.processToClaims(token));
        }
    }

    @Benchmark
    public void spring(Blackhole result) {
        for (String token : tokens) {
            result.consume(spring.decode(token));
        }
    }

    private interface RawCheck {
        boolean check(String token) throws Exception;
    }

    private static RawCheck rawCheck(Tokens issuer) throws Exception {
        if (issuer.algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(issuer.hmacKey());
            return token -> {
                int dot = token.lastIndexOf('.');
                byte[] expected = mac.doFinal(token.substring(0, dot).getBytes(US_ASCII));
                return java.security.MessageDigest.isEqual(
                        expected, Base64.getUrlDecoder().decode(token.substring(dot + 1)));
            };
        }
        Signature signature = signature(issuer.jcaName());
        signature.initVerify(issuer.keys.getPublic());
        return token -> {
            int dot = token.lastIndexOf('.');
            signature.update(token.substring(0, dot).getBytes(US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
        };
    }

    /** By Amazon's provider if that is on the class path, as Deputy does; else by the JDK. */
    private static Signature signature(String algorithm) throws Exception {
        Class<?> accp;
        try {
            accp = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
        } catch (ClassNotFoundException e) {
            return Signature.getInstance(algorithm);
        }
        return Signature.getInstance(
                algorithm, (Provider) accp.getField("INSTANCE").get(null));
    }

    private static DefaultJWTProcessor<SecurityContext> nimbus(Tokens issuer) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        JWSAlgorithm algorithm = JWSAlgorithm.parse(issuer.algorithm);
        processor.setJWSKeySelector(
                issuer.algorithm.equals("HS256")
                        ? new JWSVerificationKeySelector<>(
                                algorithm,
                                new ImmutableSecret<>(issuer.hmacKey().getEncoded()))
                        : new JWSVerificationKeySelector<>(
                                algorithm, new ImmutableJWKSet<>(JWKSet.parse(issuer.jwks()))));
        return processor;
    }

    private static JwtConsumer jose4j(Tokens issuer) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setExpectedIssuer(Tokens.ISSUER)
                .setExpectedAudience("authenticated")
                .setRequireExpirationTime()
                .setRequireSubject()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, issuer.algorithm);
        return builder.setVerificationKey(issuer.algorithm.equals("HS256") ? issuer.hmacKey() : issuer.keys.getPublic())
                .build();
    }

    private static JwtDecoder spring(Tokens issuer) throws Exception {
        NimbusJwtDecoder decoder;
        if (issuer.algorithm.equals("HS256")) {
            decoder = NimbusJwtDecoder.withSecretKey(issuer.hmacKey())
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build();
        } else {
            decoder = new NimbusJwtDecoder(nimbus(issuer));
        }
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(Tokens.ISSUER));
        return decoder;
    }
}
