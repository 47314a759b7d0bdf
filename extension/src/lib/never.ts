// The shipped list of sites whose pages are never read: money, health, letters. The reader can change it in the options.

export const NEVER: readonly string[] = [
  // Banks and payment
  ...["*bank*", "*.bank", "*sparkasse*", "*volksbank*", "*raiffeisen*", "*creditunion*", "*caixa*", "*banque*"],
  ...["*banco*", "*banca*", "*paypal*", "*venmo*", "*klarna*", "*stripe*", "*revolut*", "*wise.com", "*monzo*"],
  ...["n26.com", "chase.com", "wellsfargo.com", "citi.com", "capitalone.com", "americanexpress.com", "hsbc.*"],
  ...["barclays.*", "lloyds*.*", "natwest.com", "santander.*", "ing.*", "bnpparibas.*", "societegenerale.*"],
  ...["creditagricole.*", "unicredit*.*", "intesasanpaolo.com", "bbva.*", "monobank.ua", "privat24.ua", "sber*.ru"],
  ...["tinkoff.ru", "tbank.ru", "vtb.ru", "fidelity.com", "vanguard.com", "schwab.com", "coinbase.com", "binance.com"],
  // Health
  ...["*mychart*", "*patient*", "*doctolib*", "*clinic*", "*hospital*", "*klinik*", "*pharmac*", "*apotheke*"],
  ...["nhs.uk", "webmd.com", "teladoc.com", "zocdoc.com", "healthcare.gov", "ameli.fr", "betterhelp.com"],
  ...["helsi.me", "emias.info", "kaiserpermanente.org", "23andme.com", "ancestry.com"],
  // Letters, messages, documents, accounts
  ...["mail.*", "*webmail*", "outlook.*", "gmail.com", "mail.google.com", "docs.google.com", "drive.google.com"],
  ...["proton.me", "protonmail.com", "tutanota.com", "web.whatsapp.com", "web.telegram.org", "messenger.com"],
  ...["discord.com", "slack.com", "teams.microsoft.com", "accounts.*", "login.*", "sso.*", "auth.*", "id.gov.ua"],
  ...["diia.gov.ua", "gosuslugi.ru", "irs.gov", "elster.de", "impots.gouv.fr", "icloud.com", "dropbox.com"],
];
