import { lines } from '../lines.ts';

/** Known phrasings that carry a secret: the grammar may be made better with them. */
export const withSecret = lines(`
my password is {password}
my password is: {password}
password: {password}
Password = {password}
pw: {password}
pwd {strong}
pw is {password}
the password for my {system} is {password}
The password I use for {system} is {password}, but it says wrong.
The password I have been using since last year was {password}
user: {name} pass: {password}
username {email} password {strong}
I changed my password to {password} yesterday and now I am locked out
i set the password to {password}
can you reset my password to {password} please
my old password was {password} and the new one does not work
My current {system} password is {password}. Can you check?
here is my password: {password}
here's my password "{password}"
it keeps rejecting my password '{password}'
I tried the password {strong} three times
logged in with {email} and password {strong}, nothing happens
{strong} is my password
use {strong} as password
my passphrase is {phrase}
the passphrase for the key file is "{phrase}"
Passphrase: {phrase}
wifi password: {password}
The guest wifi password is {password}
{system} password - {password}
password -> {strong}
my passcode is {pin}
PIN: {pin}
my pin is {pin} and the phone is still locked
the pin code for the door is {pin}
I think my PIN was {pin}
the code is {code}
my verification code is {code}
code: {code}
I got the code {code} by text message
the 2FA code says {code}
one-time password: {code}
OTP {code}
security code {code}
api key: {token}
my API key is {token}
here is the token {token}
access token = {token}
client secret: {token}
Authorization: Bearer {token}
I used {prefixed} in the header and got a 401
curl -H "Authorization: Bearer {token}" https://api.example.com/v1/me
the recovery key is {recovery}
admin password={password}
{"user": "{name}", "password": "{strong}"}
DB_PASSWORD={strong}
https://{user}:{strong}@files.example.com/share does not open
my login is {user} / {strong}
credentials: {user} / {strong}
password (for {system}): {password}
pw {strong} does not work anymore
my password is still {password}
my password is now {password}
my password was always {password}
the password should be {strong}
password:
{password}
I lost my phone, password is {password}, help!
My pw's {strong}
my card number is {card}
card: {card}
I paid with {card} and never got an invoice
please charge {card}, exp 04/29
Visa {card} was declined
{card}
credit card {card} cvv {cvv}
the number on the card is {card}.
could you refund it to {card}?
my secret is {token}
puk: {puk}
secret question answer aside, the account password is {password}
The password used to be {password}
password will be {password} from Monday
the password might be {password}
my password seems to be {password}
the new password is going to be {strong}
my master password is {password}
root pass: {password}
admin password is {password}
the local admin password on {host} is {password}
Sign-in password: {password}
Login password is {password}
My pword is {password}
passwrd: {strong}
I type {strong} for the password
I always enter {strong} as my password and it fails
I logged in using the password {strong}
with password {strong} it works on my phone
the correct password is {password}
It asks for my password so I enter {strong}
pass = {password}
pass: {password} user: {user}
User name: {user}
Password: {password}
email {email}
password {strong}
login {user}, password {password}
my wi-fi password is {password}
the password to the {system} is {password}
the password on my {system} is {password}
the password of {name} is {password}
password of the shared mailbox = {password}
my {system} pw is {password}
my {system} pw: {password}
Password is "{password}" without the quotes
the password is ({password})
Password **{strong}**
password is {password}. It worked last week
password is {password}!!!
password is {password} I think
my password is {password} can you try it?
my password is {password} and my user name is {user}
he told me that the password is {password}
I believe my password is {password}
old password: {password}, new password: {strong}
reset it to {strong} please, that is the password I want
please make my password {strong}
I would like the password {strong}
my passwords are {strong} and some other one
his password is {password} as far as I know
our wifi key is {strong}
the network key: {strong}
passphrase = {phrase}
the passphrase is: {phrase}
passphrase for the disk: {phrase}
the recovery phrase is {phrase}
our passphrase was always {phrase}
PIN {pin}
my pin number is {pin}
the pin for my phone is {pin}
sim pin {pin}
my pin: {pin} does not unlock it
pin = {pin}
the alarm code is {pin}
unlock code: {pin}
access code {code}
your code {code} did not work
I typed the code {code} twice
the code in the mail is {code}
the code from the app is {code}
{code} is the code
{code} is my verification code
my authenticator code: {code}
sms code {code}
sign-in code: {code}
the confirmation code was {code}
my api token: {token}
the API key for the shop is {token}
apikey={token}
"token": "{token}"
access_token={token}
refresh token {token}
the secret key is {token}
my personal access token is {token}
X-Api-Key: {token}
set SECRET={token}
git clone https://{user}:{strong}@git.example.com/app.git fails
private token {prefixed}
{prefixed}
my debit card is {card}
card # {card}
card number {card} exp 12/28
Mastercard {card}
my Amex is {card}
please use card {card} instead
take {card}, security code {cvv}
cvv: {cvv}
login: {user} / {password}
creds: {user}/{strong}
my credentials are {user} / {strong}
account: {user} | {strong}
Morning! Could somebody try {user} with {password} as password?
the thing wants a password, mine is {password}
It is the password "{password}" that does not work
Our shared mailbox has the password {strong}
he gave me the password {strong} on the phone
try password {strong}
please try {strong}, that's my password
password reset to {strong}, right?
You set my password to {password}
the password from the letter was {password}
Laptop password: {password}
Old pw {strong} new pw {strong}
pw: {password}, pin: {pin}
my password since monday: {password}
my password is probably {password}
password might have been {password}
account password {strong}
email password is {password}
my email is {email} and the password is {password}
remote desktop password {strong}
User {user} Pwd {strong}
the pin I chose is {pin}
the pin I was given is {pin}
my bank pin is {pin}
pin no {pin}
code for the door: {pin}
code from sms is {code}
here is the code: {code}
the code says {code}
code = {code}
my code is: {code}
it sent me {code} as a code
token for the build server: {token}
secret: {token}
use this token {token}
api key for {system}: {token}
key={prefixed}
I put my card {card} in the form
my card: {card}, {name}
please check card {card} for me
cardnumber {card}
paid by visa {card} on {date}
the card ending is fine but {card} is not
passphrase for ssh is {phrase}
passphrase {phrase}
my pass phrase is {phrase}
'{phrase}' is my passphrase
wifi is Office and the password is {password}
the combination is user {user} password {password}
`);
