package dev.deputy;

/**
 * Tries whether signatures are told from what is none: on two tokens whose keys were thrown away. A provider that fails
 * must not be asked about real ones.
 */
final class CryptoSelfTest {

    private static final String EC_KEY =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"self-test\",\"x\":\"GK9IxgEzARAFBRq9zQyZYC0a5zbbNEAmAtKg54w"
                    + "jpS4\",\"y\":\"nqfxpg4w_cr-lsig22lcAfcXBaSsrOD28refuma7xKU\"}";

    private static final String EC_TOKEN =
            "eyJhbGciOiJFUzI1NiJ9.e30.APqsMg2ufccpcy0sHnwR37FLEQDiu4RIVLl8FAipIXdce1ed5UWqZYTRE4A0xB-"
                    + "ZjcwBQDxRcq_dn_ATLcBKGQ";

    private static final String RSA_KEY =
            "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"kid\":\"self-test\",\"n\":\"oLUSBz8Mr5G5khceAez8OBEamMQyVBX0ZSmcQlOxj"
                    + "c3nyA9Uv6z6ZukpeJhVdp6xuhSsmczTbtMoG8JMg9b1CwRrv9z5bdMgj953SyyzrvWggHmkvV8pm-WwB8zFCOE8X"
                    + "4FJSsht5AU3WQiXFK7JJ7nT-m-Dqlqav076ADiy2dRpnHNrbSPIsvMPVVQRFGPaaDAMW6cECaOq31voCpvQiRRZ7"
                    + "TlJnhjNJ3jtaC3INal71HgT87nU1zMu0ivCzHkyq0kfN8vn0qjmdF-zvlfWFoYdCyC9pbL9EK31Nnq_k8HTZaSHp"
                    + "aAJSahDWW3qAyMQBJQERrzc8yxG5chCui757Q\"}";

    private static final String RSA_TOKEN =
            "eyJhbGciOiJSUzI1NiJ9.e30.ZICAwnV0X4ZTbhlN_bhWRpd4d8IHwZGHB2qiGYIvtkHSzqBTM02qRroPJ82zBG9"
                    + "bYppOddDtcYDghsxE-cI0Hsmb79u2LTHITghsCNFwgOazzh5P535L86AcYDfFKSNkgNLGwtcZ5_v5VVb0pkwpGIg"
                    + "k_CK9Rbl3lSUyxQsaBeULegP0yeD4_12F-RsVW6dvdoc1yu45gSMrYAmYDttdDMv3LEz8GflgrXoKZ87cMxM8aOn"
                    + "Qv8dFNF3tvSHlMN8DDzRjPLvnH-JXQiYVqH1zK9h26FpzWIgxXRc4rmGZZgfkEa-eWTB1tE_bPsSpo5wZXlbA2gV"
                    + "O-JCZIUIoeV_5GA";

    private CryptoSelfTest() {}

    static boolean passes(Crypto candidate) {
        return tells(candidate, EC_KEY, EC_TOKEN) && tells(candidate, RSA_KEY, RSA_TOKEN);
    }

    private static boolean tells(Crypto candidate, String jwk, String good) {
        SigningKey key = Jwk.read(Json.object(jwk), candidate);
        int dot = good.lastIndexOf('.');
        String otherClaims = good.replace(".e30.", ".e30K."); // a line feed after the braces
        String otherSignature = good.substring(0, dot + 1) + "B" + good.substring(dot + 2);
        String zeros = good.substring(0, dot + 1) + "A".repeat(good.length() - dot - 1);
        return key != null
                && isSigned(good, key)
                && !isSigned(otherClaims, key)
                && !isSigned(otherSignature, key)
                && !isSigned(zeros, key);
    }

    private static boolean isSigned(String token, SigningKey key) {
        return SignedToken.read(token).isSignedWith(key);
    }
}
