library(jsonlite)
library(metafor)

api <- "https://schoolmix.example/api/v1"

question <- "outcome=leerprestaties&effect=yes&collection=examples"
address <- paste0(api, "/findings?", question, "&limit=100")
parts <- list()
while (!is.null(address)) {
  answer <- fromJSON(address, flatten = TRUE)
  parts <- c(parts, list(answer$items))
  address <- answer$`next`
}
findings <- rbind_pages(parts)

rma(yi = effect, sei = standardError, data = findings, test = "knha")
