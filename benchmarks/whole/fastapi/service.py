"""Two contenders: FastAPI with PyJWT (CHECK=local), and FastAPI that asks Supabase about each token (CHECK=remote)."""

import os
from uuid import UUID

import httpx
import jwt
from fastapi import Depends, FastAPI, Header, HTTPException
from peewee import Model, TextField, UUIDField
from playhouse.pool import PooledPostgresqlDatabase

URL = os.environ["SUPABASE_URL"]
SECRET = os.environ["SUPABASE_JWT_SECRET"]
KEYS = jwt.PyJWKClient(os.environ["SUPABASE_JWKS_URL"])
CLIENT = httpx.AsyncClient()

app = FastAPI()
db = PooledPostgresqlDatabase(
    "postgres", host="127.0.0.1", port=int(os.environ["DB_PORT"]), user="postgres", password="postgres",
    max_connections=max(1, 10 // os.cpu_count()), timeout=5)


class User(Model):
    id = UUIDField(primary_key=True)
    full_name = TextField()

    class Meta:
        database = db
        table_name = "users"


async def local_check(authorization: str = Header("")) -> str:
    token = authorization.removeprefix("Bearer ")
    try:
        es256 = jwt.get_unverified_header(token)["alg"] == "ES256"
        key = KEYS.get_signing_key_from_jwt(token).key if es256 else SECRET
        claims = jwt.decode(
            token, key, algorithms=["ES256" if es256 else "HS256"], audience="authenticated", issuer=f"{URL}/auth/v1",
            options={"require": ["exp", "sub"]})
        return claims["sub"]
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid user token")


async def remote_check(authorization: str = Header("")) -> str:
    answer = await CLIENT.get(
        f"{URL}/auth/v1/user", headers={"Authorization": authorization, "apikey": "sb_publishable_x"})
    if answer.status_code != 200:
        raise HTTPException(401, "Invalid user token")
    return answer.json()["id"]


check = remote_check if os.environ.get("CHECK") == "remote" else local_check


@app.get("/open")
async def is_open():
    return {"ok": True}


@app.get("/me")
async def me(user: str = Depends(check)):
    return {"user_id": user}


@app.get("/name")
def name(user: str = Depends(check)):
    with db.connection_context():
        return {"full_name": User.get_by_id(UUID(user)).full_name}
