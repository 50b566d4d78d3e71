// A contender: net/http with golang-jwt and lib/pq, from Debian's packages.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log"
	"math/big"
	"net/http"
	"os"
	"strings"

	"github.com/golang-jwt/jwt"
	_ "github.com/lib/pq"
)

type subject struct{}

var keys = map[string]*ecdsa.PublicKey{}
var secret = []byte(os.Getenv("SUPABASE_JWT_SECRET"))
var issuer = os.Getenv("SUPABASE_URL") + "/auth/v1"

func number(text string) *big.Int {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		log.Fatal(err)
	}
	return new(big.Int).SetBytes(bytes)
}

func fetchKeys() {
	response, err := http.Get(os.Getenv("SUPABASE_JWKS_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var set struct{ Keys []struct{ Kid, X, Y string } }
	if err := json.NewDecoder(response.Body).Decode(&set); err != nil {
		log.Fatal(err)
	}
	for _, key := range set.Keys {
		keys[key.Kid] = &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(key.X), Y: number(key.Y)}
	}
}

func keyOf(token *jwt.Token) (interface{}, error) {
	if token.Method == jwt.SigningMethodHS256 {
		return secret, nil
	}
	kid, _ := token.Header["kid"].(string)
	if key := keys[kid]; key != nil {
		return key, nil
	}
	return nil, errors.New("unknown key")
}

func authenticated(handler http.HandlerFunc) http.HandlerFunc {
	parser := jwt.Parser{ValidMethods: []string{"ES256", "HS256"}}
	return func(writer http.ResponseWriter, request *http.Request) {
		claims := jwt.MapClaims{}
		_, err := parser.ParseWithClaims(strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer "), claims, keyOf)
		if err != nil || !claims.VerifyIssuer(issuer, true) || !claims.VerifyAudience("authenticated", true) {
			http.Error(writer, "Invalid user token", http.StatusUnauthorized)
			return
		}
		handler(writer, request.WithContext(context.WithValue(request.Context(), subject{}, claims["sub"])))
	}
}

func answer(writer http.ResponseWriter, body interface{}) {
	writer.Header().Set("Content-Type", "application/json")
	json.NewEncoder(writer).Encode(body)
}

func main() {
	fetchKeys()
	db, err := sql.Open("postgres", "host=127.0.0.1 port="+os.Getenv("DB_PORT")+
		" user=postgres password=postgres dbname=postgres sslmode=disable")
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(10)
	db.SetMaxIdleConns(10)
	query, err := db.Prepare("select full_name from users where id = $1")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/open", func(writer http.ResponseWriter, request *http.Request) {
		answer(writer, map[string]bool{"ok": true})
	})
	http.HandleFunc("/me", authenticated(func(writer http.ResponseWriter, request *http.Request) {
		answer(writer, map[string]interface{}{"user_id": request.Context().Value(subject{})})
	}))
	http.HandleFunc("/name", authenticated(func(writer http.ResponseWriter, request *http.Request) {
		var name string
		if err := query.QueryRow(request.Context().Value(subject{})).Scan(&name); err != nil {
			http.Error(writer, "no row", http.StatusNotFound)
			return
		}
		answer(writer, map[string]string{"full_name": name})
	}))
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
